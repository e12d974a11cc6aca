import type { StoredChange } from '@/domain/blueprint/draft/stored-change'

/** What to say of values that did not survive a merge which this person has a part in. */
export function lostWords({ author, lost }: StoredChange, myId: string): string[] {
  const mine = author.id === myId
  return lost.flatMap(({ words, whose }) => {
    if (whose === 'author') {
      return mine
        ? [`A colleague removed what you changed, so this was not done: ${words}. Your value is in the history.`]
        : []
    }
    return mine
      ? [`You changed the same as somebody else: ${words}. What was there is in the history.`]
      : [`${author.name} changed the same as somebody else: ${words}. What was there is in the history.`]
  })
}
