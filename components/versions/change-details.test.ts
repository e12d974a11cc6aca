import { expect, test } from 'vitest'
import { diff } from '@/domain/blueprint/diff'
import { emptyDocument } from '@/domain/blueprint/document'
import { addBlock, setConfig, setPolicy, setRuntime, setSlot } from '@/domain/blueprint/operations'
import { detailsOf } from './change-details'

const { document, id } = addBlock(emptyDocument(), 'reason')
const config = document.blocks[id]?.config ?? {}
const only = (...args: Parameters<typeof diff>) => {
  const changes = diff(...args)
  expect(changes).toHaveLength(1)
  return changes[0] === undefined ? null : detailsOf(changes[0])
}

test('a changed prompt is there to be compared; a number or a short name is told by its sentence', () => {
  const prompt = 'Sort the request, and say in one line how sure you are of it.'
  expect(only(document, setConfig(document, id, { ...config, prompt }))).toEqual({
    kind: 'texts',
    before: '{{ input.content }}',
    after: prompt,
  })
  expect(only(document, setConfig(document, id, { ...config, model: 'other' }))).toBeNull()
  expect(only(document, setRuntime(document, { memoryMb: 512 }))).toBeNull()
})

test('rules are compared as text that people can read', () => {
  const rules = [{ name: 'No mail', effect: 'deny', when: 'skill == "email"' } as const]
  expect(only(document, setPolicy(document, { rules }))).toEqual({
    kind: 'texts',
    before: '',
    after: '• name: No mail\n  effect: deny\n  when: skill == "email"',
  })
})

test('what is new shows its settings as the panel names them, and leaves out what is empty', () => {
  expect(only(emptyDocument(), document)).toEqual({
    kind: 'settings',
    settings: [
      { label: 'Model', text: 'default' },
      { label: 'Instructions', text: expect.stringContaining('{{ tenant.name }}') },
      { label: 'Prompt', text: '{{ input.content }}' },
      { label: 'Remember the session', text: 'on' },
    ],
  })
  const slot = { type: 'choice', label: 'Tone', owner: 'tenant', required: true } as const
  expect(only(document, setSlot(document, 'tone', { ...slot, choices: ['warm', 'dry'] }))).toMatchObject({
    settings: expect.arrayContaining([{ label: 'Choices', text: 'warm, dry' }]),
  })
})
