import { samplesOf } from './char-set'
import type { PatternNode } from './parse-pattern'

/** Characters and rounds: repeats of repeats of nothing cost time too. */
const mostWork = 4_000

/** `nth`: another number, another text, as far as the pattern has others. `extra`: characters beyond the shortest. */
type Sampling = { nth: number; extra: number; work: number }

/** A text that the pattern takes; null where none is found. Look at it once more: boundaries are passed over. */
export function samplePattern(node: PatternNode, nth: number, leastChars: number): string | null {
  const shortest = sample(node, { nth, extra: 0, work: 0 })
  if (shortest === null || [...shortest].length >= leastChars) return shortest
  return sample(node, { nth, extra: leastChars - [...shortest].length, work: 0 })
}

function sample(node: PatternNode, sampling: Sampling): string | null {
  sampling.work += 1
  if (sampling.work > mostWork) return null
  switch (node.kind) {
    case 'char': {
      const samples = samplesOf(node.set)
      const char = samples[sampling.nth % Math.max(1, samples.length)] ?? null
      sampling.nth = Math.floor(sampling.nth / Math.max(1, samples.length))
      return char
    }
    case 'sequence':
      return joined(node.items, sampling)
    case 'choice': {
      const option = node.options[sampling.nth % node.options.length]
      sampling.nth = Math.floor(sampling.nth / node.options.length)
      return option === undefined ? null : sample(option, sampling)
    }
    case 'repeat':
      return repeated(node, sampling)
    default:
      return ''
  }
}

function joined(items: readonly PatternNode[], sampling: Sampling): string | null {
  let text = ''
  for (const item of items) {
    const part = sample(item, sampling)
    if (part === null) return null
    text += part
  }
  return text
}

function repeated({ item, least, most }: Extract<PatternNode, { kind: 'repeat' }>, sampling: Sampling): string | null {
  let text = ''
  for (let count = 0; count < most; count += 1) {
    const isMore = count >= least
    if (isMore && sampling.extra <= 0) break
    const part = sample(item, sampling)
    if (part === null) return null
    if (isMore && part === '') break
    if (isMore) sampling.extra -= [...part].length
    text += part
  }
  return text
}
