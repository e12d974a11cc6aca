import type { Embed } from '../knowledge/embed'

/**
 * An embedding model that counts words: texts are near when they share words. `means` lets a word count as another, as a
 * model that understands would have it.
 */
export function hashEmbed(options: { model?: string; size?: number; means?: Record<string, string> } = {}): Embed {
  const { model = 'hash', size = 2_048, means = {} } = options
  const place = (word: string) => [...word].reduce((hash, char) => (hash * 31 + char.charCodeAt(0)) % 65_521, 7) % size
  return async (texts) => ({
    model,
    vectors: texts.map((text) => {
      const vector = new Array<number>(size).fill(0)
      for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
        const at = place(means[word] ?? word)
        vector[at] = (vector[at] ?? 0) + 1
      }
      return vector
    }),
  })
}
