import { authorsBySubject } from '@/domain/blueprint/draft/change-authors'
import type { StoredChange } from '@/domain/blueprint/draft/stored-change'

/** What to tell this person of values that did not survive, their own and those that they went over. */
export function lostWords(change: StoredChange, before: readonly StoredChange[], myId: string): string[] {
  const { author, lost } = change
  const mine = author.id === myId
  const authors = authorsBySubject(before)
  return lost.flatMap(({ subject, words, whose }) => {
    if (whose === 'author')
      return mine ? [`Not done, because a colleague had removed it: ${words}. It is in the history.`] : []
    const theirs = authors[subject]?.[0]
    if (mine)
      return [`You went over what ${theirs?.name ?? 'somebody else'} had there: ${words}. Theirs is in the history.`]
    return theirs?.id === myId
      ? [`${author.name} went over what you had there: ${words}. Yours is in the history.`]
      : []
  })
}
