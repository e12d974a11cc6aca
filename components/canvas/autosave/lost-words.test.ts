import { expect, it } from 'vitest'
import type { Change } from '@/domain/blueprint/diff'
import type { LostValue, StoredChange } from '@/domain/blueprint/draft/stored-change'
import { lostWords } from './lost-words'

const renamed: Change = { kind: 'block-changed', block: 'reply', field: 'label', rollout: 'live', area: 'blocks' }

function stored(id: string, whose?: LostValue['whose']): StoredChange {
  const lost = whose === undefined ? [] : [{ subject: 'block:reply:label', words: 'Renamed it', value: 'Old', whose }]
  const rest = { sequence: 1, id, renamed: {}, words: [], at: new Date(0) }
  return { ...rest, author: { id, name: id }, changes: { changes: [renamed], moves: [] }, lost }
}

it('whoever went over a value and whoever had it there are told; others are left in peace', () => {
  const before = [stored('Ada')]
  const change = stored('Grace', 'earlier')
  expect(lostWords(change, before, 'Ada')).toEqual([
    'Grace went over what you had there: Renamed it. Yours is in the history.',
  ])
  expect(lostWords(change, before, 'Grace')).toEqual([
    'You went over what Ada had there: Renamed it. Theirs is in the history.',
  ])
  expect(lostWords(change, before, 'Eve')).toEqual([])
})

it('what came too late is told to whoever did it', () => {
  expect(lostWords(stored('Ada', 'author'), [], 'Ada')).toHaveLength(1)
  expect(lostWords(stored('Ada', 'author'), [], 'Grace')).toEqual([])
})
