import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { digestOf } from '@/domain/blueprint/digest'
import { type BlueprintDocument, emptyDocument } from '@/domain/blueprint/document'
import { readImport } from '@/domain/blueprint/exchange/read-import'
import { subflowCalls } from '@/domain/blueprint/exchange/subflow-calls'
import { blueprintFileText, writeBlueprintFile } from '@/domain/blueprint/exchange/write-blueprint-file'
import { addBlock, connect, setSlot } from '@/domain/blueprint/operations'
import { supportDesk } from '@/domain/blueprint/starters/support-desk'
import { type ApiClient, createTestApi, type TestApi } from '../api/testing/test-api'

const acme = 'acme'
const globex = 'globex'
let api: TestApi
let ours: ApiClient
let theirs: ApiClient

beforeAll(async () => {
  api = await createTestApi()
  ours = (await api.createWorkspace(acme)).client
  theirs = (await api.createWorkspace(globex)).client
})
afterAll(() => api.close())

/** As the screens do it: the drawing and what it calls, as one text. */
async function exportFrom(client: ApiClient, workspace: string, id: string): Promise<string> {
  const { name, draft } = await client.blueprint.get.query({ workspace, id })
  const known = await client.blueprint.findSubflows.query({ workspace, calls: subflowCalls(draft.document), like: [] })
  return blueprintFileText(writeBlueprintFile({ name, ...draft }, known))
}

function importInto(client: ApiClient, workspace: string, text: string, replace?: { id: string; revision: number }) {
  const { name, document, layout, subflows } = readImport(text)
  return client.blueprint.import.mutate({ workspace, name, document, layout, subflows: [...subflows], replace })
}

const draftOf = async (client: ApiClient, workspace: string, id: string) =>
  (await client.blueprint.get.query({ workspace, id })).draft

async function publish(client: ApiClient, workspace: string, id: string, document: BlueprintDocument) {
  const { layout, revision } = await draftOf(client, workspace, id)
  const saved = await client.blueprint.saveDraft.mutate({ workspace, id, document, layout, revision })
  const message = { message: 'A change', rollOut: false }
  return client.version.publish.mutate({ workspace, blueprintId: id, revision: saved.revision, ...message })
}

function echo(): BlueprintDocument {
  const start = addBlock(emptyDocument(), 'called')
  const end = addBlock(start.document, 'return')
  return connect(end.document, { block: start.id, port: 'out' }, { block: end.id, port: 'in' })
}

function calling(target: { blueprint: string; version: number }): BlueprintDocument {
  const start = addBlock(emptyDocument(), 'chat-message')
  const middle = addBlock(start.document, 'subflow', { config: { target, inputs: [] } })
  return connect(middle.document, { block: start.id, port: 'out' }, { block: middle.id, port: 'in' })
}

it('a blueprint goes to another workspace and is the same there', async () => {
  const { id } = await ours.blueprint.create.mutate({ workspace: acme, name: 'Desk', starter: 'support-desk' })
  const imported = await importInto(theirs, globex, await exportFrom(ours, acme, id))
  const { name, draft, latestVersion } = await theirs.blueprint.get.query({ workspace: globex, id: imported.id })
  expect({ name, latestVersion, digest: digestOf(draft.document) }).toEqual({
    name: 'Desk',
    latestVersion: null,
    digest: digestOf(supportDesk.document),
  })
  expect(draft.layout).toEqual(supportDesk.layout)
})

describe('a blueprint that calls another one', () => {
  it('calls the same drawing there, and nothing as long as it is not there', async () => {
    const inner = (await ours.blueprint.create.mutate({ workspace: acme, name: 'Echo' })).id
    await publish(ours, acme, inner, echo())
    const { id } = await ours.blueprint.create.mutate({ workspace: acme, name: 'Caller' })
    const { layout, revision } = await draftOf(ours, acme, id)
    const document = calling({ blueprint: inner, version: 1 })
    await ours.blueprint.saveDraft.mutate({ workspace: acme, id, document, layout, revision })
    const text = await exportFrom(ours, acme, id)
    expect(readImport(text).subflows).toMatchObject([{ blueprint: inner, version: 1, name: 'Echo' }])

    const early = await importInto(theirs, globex, text)
    expect((await draftOf(theirs, globex, early.id)).document.blocks.subflow?.config.target).toBeNull()

    const echoThere = await importInto(theirs, globex, await exportFrom(ours, acme, inner))
    await publish(theirs, globex, echoThere.id, echo())
    const late = await importInto(theirs, globex, text)
    expect((await draftOf(theirs, globex, late.id)).document.blocks.subflow?.config.target).toEqual({
      blueprint: echoThere.id,
      version: 1,
    })
    const back = await importInto(ours, acme, text)
    expect((await draftOf(ours, acme, back.id)).document).toEqual(document)
  })

  it('finds nothing of another workspace', async () => {
    const [reference] = await ours.blueprint.findSubflows.query({
      workspace: acme,
      calls: [],
      like: [{ name: 'Echo', digest: digestOf(echo()) }],
    })
    if (reference === undefined) throw new Error('ours is not found by ourselves')
    const { blueprint, version } = reference
    const found = await theirs.blueprint.findSubflows.query({
      workspace: globex,
      calls: [{ blueprint, version }],
      like: [],
    })
    expect(found).toEqual([])
  })
})

describe('an import into a blueprint that is there', () => {
  it('takes the place of its draft, which is set aside, and of nothing else', async () => {
    const { id } = await ours.blueprint.create.mutate({ workspace: acme, name: 'Mine' })
    await publish(ours, acme, id, supportDesk.document)
    const edited = setSlot(supportDesk.document, 'extra', {
      type: 'text',
      label: 'E',
      owner: 'builder',
      required: false,
    })
    const { layout } = await draftOf(ours, acme, id)
    await ours.blueprint.saveDraft.mutate({ workspace: acme, id, document: edited, layout, revision: 2 })
    const file = blueprintFileText(writeBlueprintFile({ ...supportDesk, document: echo() }, []))
    await importInto(ours, acme, file, { id, revision: 3 })
    expect(await ours.blueprint.get.query({ workspace: acme, id })).toMatchObject({
      name: 'Mine',
      latestVersion: 1,
      draft: { revision: 4, document: echo() },
    })
    expect(await ours.version.listDraftsAside.query({ workspace: acme, blueprintId: id })).toHaveLength(1)
  })

  it('is refused when somebody changed it meanwhile, and changes nothing', async () => {
    const { id } = await ours.blueprint.create.mutate({ workspace: acme, name: 'Busy', starter: 'support-desk' })
    const file = blueprintFileText(writeBlueprintFile({ ...supportDesk, document: echo() }, []))
    await expect(importInto(ours, acme, file, { id, revision: 9 })).rejects.toMatchObject({
      data: { code: 'conflict' },
    })
    expect(digestOf((await draftOf(ours, acme, id)).document)).toBe(digestOf(supportDesk.document))
  })
})

it('a drawing that is not one is refused whole: no blueprint is left behind', async () => {
  const before = await ours.blueprint.list.query({ workspace: acme })
  const document = { ...echo(), blocks: { a: { kind: 'teleport', label: 'A', config: {} } } }
  const attempt = ours.blueprint.import.mutate({
    workspace: acme,
    name: 'Broken',
    document,
    layout: { positions: {} },
    subflows: [],
  })
  await expect(attempt).rejects.toMatchObject({
    data: { code: 'bad-input', message: expect.stringContaining('teleport') },
  })
  expect(await ours.blueprint.list.query({ workspace: acme })).toEqual(before)
})
