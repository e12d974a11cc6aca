import type { Handling } from './document'

/** What a block does when it fails, in a few words: "3 more tries from 2 s on, 30 s each, then a default". */
export function handlingWords({ retries = 0, backOffSeconds, timeLimitSeconds, default: standIn }: Handling): string {
  const tries = retries === 1 ? '1 more try' : `${retries} more tries`
  const parts = [
    retries > 0 && (backOffSeconds === undefined ? tries : `${tries} from ${backOffSeconds} s on`),
    timeLimitSeconds !== undefined && (retries > 0 ? `${timeLimitSeconds} s each` : `${timeLimitSeconds} s at most`),
    standIn !== undefined && 'then a default',
  ].filter((part) => part !== false)
  return parts.join(', ') || 'no more tries'
}
