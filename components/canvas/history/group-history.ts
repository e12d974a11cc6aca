import type { DraftHistoryEntry } from '@/domain/blueprint/draft/stored-change'

export type HistoryGroup = DraftHistoryEntry

const sameWithinMs = 60_000

/** Saves of one person in quick succession are one entry; a sentence that was said again counts once, the newest. */
export function groupHistory(entries: readonly DraftHistoryEntry[]): HistoryGroup[] {
  const groups: HistoryGroup[] = []
  let oldest: Date | undefined
  for (const entry of entries) {
    const last = groups.at(-1)
    const continues = last !== undefined && oldest !== undefined && last.author.id === entry.author.id
    if (continues && oldest !== undefined && oldest.getTime() - entry.at.getTime() < sameWithinMs) {
      last.words = [...new Set([...last.words, ...entry.words])]
      last.lost = [...last.lost, ...entry.lost]
    } else if (entry.words.length + entry.lost.length > 0) groups.push({ ...entry })
    else continue
    oldest = entry.at
  }
  return groups
}
