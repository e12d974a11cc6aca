import { describe, expect, it } from 'vitest'
import { diff } from '../diff'
import { emptyDocument } from '../document'
import { addBlock, connect, removeBlocks, renameBlock, setRuntime } from '../operations'
import { authorsBySubject, authorsOf } from './change-authors'
import { choose, leaveOut, subjectOf, withChosen } from './choose-changes'

const base = addBlock(addBlock(emptyDocument(), 'chat-message').document, 'reply').document
const wired = connect(base, { block: 'chat_message', port: 'out' }, { block: 'reply', port: 'in' })

function drawn() {
  const { document } = addBlock(setRuntime(base, { memoryMb: 512 }), 'reason')
  return connect(document, { block: 'chat_message', port: 'out' }, { block: 'reason', port: 'in' })
}

describe('choosing what to ship', () => {
  it('all changes give the draft, none the version before', () => {
    const changes = diff(base, drawn())
    expect(withChosen(base, changes, new Set(changes.map(subjectOf)))).toEqual(drawn())
    expect(withChosen(base, changes, new Set())).toEqual(base)
  })

  it('a connection brings the block at its end, and goes with it', () => {
    const changes = diff(base, drawn())
    const edge = 'edge:chat_message.out>reason.in'
    const both = choose(changes, new Set(), edge)
    expect([...both]).toEqual([edge, 'block:reason'])
    expect([...leaveOut(changes, both, 'block:reason')]).toEqual([])
  })

  it('a block that goes takes its connections along', () => {
    const changes = diff(wired, removeBlocks(wired, ['reply']))
    const chosen = choose(changes, new Set(), 'block:reply')
    expect(withChosen(wired, changes, chosen).edges).toEqual({})
    expect([...leaveOut(changes, chosen, 'edge:chat_message.out>reply.in')]).toEqual([])
  })
})

describe('whose change it is', () => {
  const [ada, grace] = [
    { id: 'a', name: 'Ada' },
    { id: 'g', name: 'Grace' },
  ]
  const step = (author: typeof ada, a: typeof base, b: typeof base) => ({
    author,
    changes: { changes: diff(a, b), moves: [] },
  })

  it('the last word on a field counts; a new block is the work of all who filled it', () => {
    const added = drawn()
    const named = renameBlock(added, 'reason', 'Think')
    const authors = authorsBySubject([
      step(ada, base, added),
      step(grace, added, named),
      step(grace, named, renameBlock(named, 'reply', 'Answer')),
      step(ada, renameBlock(named, 'reply', 'Answer'), renameBlock(named, 'reply', 'Say')),
    ])
    const names = diff(base, renameBlock(named, 'reply', 'Say')).map((change) => [
      subjectOf(change),
      authorsOf(change, authors).map(({ name }) => name),
    ])
    expect(Object.fromEntries(names)).toEqual({
      'block:reason': ['Grace', 'Ada'],
      'block:reply:label': ['Ada'],
      'edge:chat_message.out>reason.in': ['Ada'],
      'runtime:memoryMb': ['Ada'],
    })
  })
})
