import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BlueprintDocument, emptyDocument } from '@/domain/blueprint/document'
import { addBlock, connect, setSlot } from '@/domain/blueprint/operations'
import { type ApiClient, createTestApi, type TestApi } from '../api/testing/test-api'

const workspace = 'acme'
let api: TestApi
let client: ApiClient
let stranger: ApiClient

beforeAll(async () => {
  api = await createTestApi()
  client = (await api.createWorkspace(workspace)).client
  stranger = (await api.createWorkspace('globex')).client
})
afterAll(() => api.close())

/** Called, then the version that is named, then back. */
function calling(target: { blueprint: string; version: number } | null): BlueprintDocument {
  const start = addBlock(emptyDocument(), 'called')
  const middle =
    target === null
      ? addBlock(start.document, 'template')
      : addBlock(start.document, 'subflow', { config: { target, inputs: [] } })
  const end = addBlock(middle.document, 'return')
  const led = connect(end.document, { block: start.id, port: 'out' }, { block: middle.id, port: 'in' })
  return connect(led, { block: middle.id, port: 'out' }, { block: end.id, port: 'in' })
}

async function create(name: string, as = client, within = workspace): Promise<string> {
  return (await as.blueprint.create.mutate({ workspace: within, name, starter: 'support-desk' })).id
}

async function publish(id: string, document: BlueprintDocument, as = client, within = workspace) {
  const { draft } = await as.blueprint.get.query({ workspace: within, id })
  const change = { workspace: within, id, document, layout: draft.layout, revision: draft.revision }
  const { revision } = await as.blueprint.saveDraft.mutate(change)
  return as.version.publish.mutate({
    workspace: within,
    blueprintId: id,
    revision,
    message: 'A change',
    rollOut: false,
  })
}

it('a version that calls another one can be published, and one that would call itself cannot, on whatever way', async () => {
  const [outer, inner] = [await create('Outer'), await create('Inner')]
  await publish(inner, calling(null))
  await publish(outer, calling({ blueprint: inner, version: 1 }))
  await expect(publish(inner, calling({ blueprint: outer, version: 1 }))).rejects.toThrow(
    /Subflows run in a circle: “?"?Inner"?”? → "Outer" → "Inner"/,
  )
  await expect(publish(inner, calling({ blueprint: inner, version: 1 }))).rejects.toThrow(/run in a circle/)
})

it('a version that is not there, that cannot be called, or that is of another workspace is refused', async () => {
  const [outer, plain] = [await create('Caller'), await create('Plain')]
  await expect(publish(outer, calling({ blueprint: plain, version: 7 }))).rejects.toThrow(/is not there any more/)
  const { draft } = await client.blueprint.get.query({ workspace, id: plain })
  await publish(plain, setSlot(draft.document, 'tone', { type: 'text', label: 'T', owner: 'builder', required: false }))
  await expect(publish(outer, calling({ blueprint: plain, version: 1 }))).rejects.toThrow(/cannot be called/)
  const foreign = await create('Foreign', stranger, 'globex')
  await publish(foreign, calling(null), stranger, 'globex')
  await expect(publish(outer, calling({ blueprint: foreign, version: 1 }))).rejects.toThrow(/is not there any more/)
})

it('what a called version may reach counts as reached by its caller when two drawings are compared', async () => {
  const [outer, inner] = [await create('Front'), await create('Mailer')]
  await publish(inner, calling(null))
  const start = addBlock(emptyDocument(), 'called')
  const inputs = { to: 'help@shop.test', subject: 'A question', text: '{{ input.text }}' }
  const mail = addBlock(start.document, 'send', { config: { skill: 'email', action: 'send', inputs } })
  const end = addBlock(mail.document, 'return')
  const led = connect(end.document, { block: start.id, port: 'out' }, { block: mail.id, port: 'in' })
  await publish(inner, connect(led, { block: mail.id, port: 'out' }, { block: end.id, port: 'in' }))
  await publish(outer, calling({ blueprint: inner, version: 1 }))
  await publish(outer, calling({ blueprint: inner, version: 2 }))
  const { changes, reach } = await client.version.diff.query({ workspace, blueprintId: outer, from: 1, to: 2 })
  expect(changes).toHaveLength(1)
  expect(reach).toEqual({ added: [expect.stringMatching(/mail/i)], removed: [] })
})
