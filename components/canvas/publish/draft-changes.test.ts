import { expect, it } from 'vitest'
import { diff } from '@/domain/blueprint/diff'
import { emptyDocument } from '@/domain/blueprint/document'
import { authorsBySubject } from '@/domain/blueprint/draft/change-authors'
import { addBlock, connect, setRuntime } from '@/domain/blueprint/operations'
import { shipmentOf } from './draft-changes'

const ada = { id: 'ada', name: 'Ada' }
const grace = { id: 'grace', name: 'Grace' }
const latest = addBlock(emptyDocument(), 'chat-message').document
const hers = addBlock(latest, 'reason').document
const draft = connect(
  setRuntime(hers, { memoryMb: 512 }),
  { block: 'chat_message', port: 'out' },
  { block: 'reason', port: 'in' },
)
const authors = authorsBySubject([
  { author: grace, changes: { changes: diff(latest, hers), moves: [] } },
  { author: ada, changes: { changes: diff(hers, setRuntime(hers, { memoryMb: 512 })), moves: [] } },
  { author: grace, changes: { changes: diff(setRuntime(hers, { memoryMb: 512 }), draft), moves: [] } },
])
const ship = (choices: [string, boolean][], myId = 'ada') =>
  shipmentOf({ latest, draft, authors, choices: new Map(choices), myId })

it('my own changes are chosen, a colleague’s are not until I choose them', () => {
  expect(ship([]).all.map(({ subject, chosen, authors: by }) => [subject, chosen, by.map(({ name }) => name)])).toEqual(
    [
      ['block:reason', false, ['Grace']],
      ['edge:chat_message.out>reason.in', false, ['Grace']],
      ['runtime:memoryMb', true, ['Ada']],
    ],
  )
  expect(ship([]).document).toEqual(setRuntime(latest, { memoryMb: 512 }))
})

it('a chosen connection brings its block, and all together are the draft', () => {
  expect(ship([['edge:chat_message.out>reason.in', true]]).document).toEqual(draft)
})

it('what nobody is known for counts as mine to ship', () => {
  const all = shipmentOf({ latest, draft, authors: {}, choices: new Map(), myId: 'ada' })
  expect(all.document).toEqual(draft)
})
