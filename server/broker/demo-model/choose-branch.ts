import { conceptsOf, stemsOf } from './words'

/**
 * The option whose name and description share most with the text; null when none shares anything. Words that only one option has count more than words
 * that many have. Options are described in the instructions by lines `- name: description`.
 */
export function chooseByWords(options: readonly string[], instructions: string, text: string): string | null {
  const asked = stemsOf(text)
  const askedConcepts = conceptsOf(asked)
  const described = options.map((name) => {
    const title = stemsOf(name)
    const stems = new Set([...title, ...stemsOf(descriptionOf(name, instructions))])
    return { name, title, stems, concepts: conceptsOf(stems) }
  })
  const rarity = (has: (option: (typeof described)[number]) => boolean) => {
    return 1 / Math.max(1, described.filter(has).length) ** 2
  }
  const scored = described.map((option) => {
    const words = [...option.stems].filter((word) => asked.has(word))
    const exact = words.reduce((sum, word) => {
      return sum + (option.title.has(word) ? 4 : 2) * rarity((other) => other.stems.has(word))
    }, 0)
    const matters = [...option.concepts].filter((concept) => askedConcepts.has(concept))
    const shared = matters.reduce((sum, concept) => {
      const weight = Math.sqrt([...option.stems].filter((word) => conceptsOf([word]).has(concept)).length)
      return sum + 2 * weight * rarity((other) => other.concepts.has(concept))
    }, 0)
    return { name: option.name, score: exact + shared }
  })
  const best = scored.reduce<{ name: string | null; score: number }>(
    (top, option) => (option.score > top.score ? option : top),
    { name: null, score: 0.2 },
  )
  return best.name
}

function descriptionOf(name: string, instructions: string): string {
  const prefix = `- ${name}:`.toLowerCase()
  const line = instructions.split('\n').find((candidate) => candidate.trim().toLowerCase().startsWith(prefix))
  return line?.trim().slice(prefix.length) ?? ''
}

/** "When none fits, choose Other." – else whatever sounds like the rest – else the last. */
export function fallbackOf(options: readonly string[], instructions: string): string {
  const told = instructions.match(
    /\b(?:none fits|unsure|in doubt|otherwise|fallback)\b[^\n]*?\b(?:choose|take|use|is)\s+([^\n]+)/i,
  )?.[1]
  const named =
    told === undefined ? undefined : options.find((option) => told.toLowerCase().startsWith(option.toLowerCase()))
  const rest = options.find((option) => /^(?:other|else|general|unknown|none|misc|default)/i.test(option))
  return named ?? rest ?? options.at(-1) ?? ''
}
