import { expect, test } from 'vitest'
import { diff } from '@/domain/blueprint/diff'
import { emptyDocument } from '@/domain/blueprint/document'
import { addBlock, connect, renameBlock, setConfig, setRuntime, setSlot } from '@/domain/blueprint/operations'
import { changeKey, findChange, placeOf } from './change-key'

test('a key points back at what it names, edges with their dots too', () => {
  expect(placeOf('block.triage')).toEqual({ kind: 'block', id: 'triage' })
  expect(placeOf('block.triage.config.prompt')).toEqual({ kind: 'block', id: 'triage' })
  expect(placeOf('edge.triage.out>reply.in')).toEqual({ kind: 'edge', id: 'triage.out>reply.in' })
  for (const nowhere of [null, '', 'slot.company', 'runtime.memoryMb', 'nonsense']) {
    expect(placeOf(nowhere)).toEqual({ kind: 'none' })
  }
})

const chat = addBlock(emptyDocument(), 'chat-message')
const think = addBlock(chat.document, 'reason')
const slot = { type: 'text', label: 'Company', owner: 'tenant', required: true } as const

function changed() {
  const renamed = renameBlock(think.document, think.id, 'Think hard')
  const config = { ...renamed.blocks[think.id]?.config, prompt: 'Other', instructions: 'Be brief.' }
  const led = connect(
    setConfig(renamed, think.id, config),
    { block: chat.id, port: 'out' },
    { block: think.id, port: 'in' },
  )
  return setRuntime(setSlot(led, 'company', slot), { memoryMb: 512 })
}

const changes = diff(think.document, changed()).map((change) => ({ change }))

test('every change of a comparison has a key of its own, and is found by it', () => {
  const keys = changes.map(({ change }) => changeKey(change))
  expect(new Set(keys).size).toBe(keys.length)
  for (const entry of changes) expect(findChange(changes, changeKey(entry.change))).toBe(entry)
})

test('a link to a block finds the first of its changes, and of no other that begins like it', () => {
  expect(findChange(changes, `block.${think.id}`)?.change).toMatchObject({ kind: 'block-changed', block: think.id })
  expect(findChange(changes, 'block.reas')).toBeUndefined()
  expect(findChange(changes, `block.${chat.id}`)).toBeUndefined()
  expect(findChange(changes, null)).toBeUndefined()
})
