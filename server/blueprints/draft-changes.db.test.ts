import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { diff } from '@/domain/blueprint/diff'
import { digestOf } from '@/domain/blueprint/digest'
import { emptyDocument } from '@/domain/blueprint/document'
import { changesBetween, type Drawing } from '@/domain/blueprint/draft/change-set'
import { subjectOf } from '@/domain/blueprint/draft/choose-changes'
import { applyChanges } from '@/domain/blueprint/draft/rebase'
import { addBlock, removeBlocks, renameBlock, setRuntime } from '@/domain/blueprint/operations'
import { createRequestContext } from '../api/context'
import { appRouter } from '../api/router'
import { type ApiClient, createTestApi, type Session, type TestApi } from '../api/testing/test-api'
import { t } from '../api/trpc'

const workspace = 'acme'
let api: TestApi
let ada: Session
let grace: ApiClient
let operator: ApiClient
let stranger: ApiClient
let id: string
let start: Drawing & { revision: number }

beforeAll(async () => {
  api = await createTestApi()
  ada = await api.createWorkspace(workspace)
  stranger = (await api.createWorkspace('globex')).client
  grace = await member('Grace', 'builder')
  operator = await member('Operator', 'operator')
})
afterAll(() => api.close())
beforeEach(async () => {
  id = (await ada.client.blueprint.create.mutate({ workspace, name: 'Desk', starter: 'support-desk' })).id
  start = await draft()
})

async function member(name: string, role: 'builder' | 'operator'): Promise<ApiClient> {
  const email = `${name.toLowerCase()}@acme.test`
  await ada.client.workspace.addMember.mutate({ workspace, email, name, role })
  return (await api.signIn(email)).client
}

const draft = async () => (await ada.client.blueprint.get.query({ workspace, id })).draft

type Edit = (document: Drawing['document']) => Drawing['document']

/** What somebody sends who began at `start`, whatever others did since. */
function send(client: ApiClient, edit: Edit, changeId: string = randomUUID()) {
  const set = changesBetween(start, { document: edit(start.document), layout: start.layout })
  return client.blueprint.submitChanges.mutate({ workspace, id, changeId, sequence: start.revision, set })
}

const first = () => Object.keys(start.document.blocks)[0] ?? ''
const rename =
  (label: string): Edit =>
  (document) =>
    renameBlock(document, first(), label)
const memory =
  (memoryMb: number): Edit =>
  (document) =>
    setRuntime(document, { memoryMb })

describe('change sets', () => {
  it('of two people in different parts merge, and the second hears of the first', async () => {
    await send(ada.client, rename('Ada’s'))
    const news = await send(grace, memory(512))
    expect(news.changes.map(({ author, sequence }) => [author.name, sequence])).toEqual([
      ['Owner of acme', 2],
      ['Grace', 3],
    ])
    const now = await draft()
    expect(now.document.blocks[first()]?.label).toBe('Ada’s')
    expect(now.document.runtime.memoryMb).toBe(512)
    const { document } = news.changes.reduce<Drawing>((drawing, { changes }) => applyChanges(drawing, changes), start)
    expect(document).toEqual(now.document)
  })

  it('on the same field the later one wins, and what lost stays in the history', async () => {
    await send(ada.client, rename('Ada’s'))
    await send(grace, rename('Grace’s'))
    expect((await draft()).document.blocks[first()]?.label).toBe('Grace’s')
    const [newest, older] = await ada.client.blueprint.listDraftChanges.query({ workspace, id })
    expect(newest).toMatchObject({ author: { name: 'Grace' }, lost: [{ value: 'Ada’s', whose: 'earlier' }] })
    expect(older?.words[0]).toMatch(/^Renamed .* to “Ada’s”$/)
  })

  it('an edit of a block that a colleague removed is not stored and not lost', async () => {
    await send(ada.client, (document) => removeBlocks(document, [first()]))
    const news = await send(grace, rename('Too late'))
    expect((await draft()).document.blocks[first()]).toBeUndefined()
    expect(news.changes.at(-1)?.lost).toMatchObject([{ value: 'Too late', whose: 'author' }])
  })

  it('sent again, as after an answer that was lost, are stored once', async () => {
    const changeId = randomUUID()
    const add: Edit = (document) => addBlock(document, 'code').document
    const once = await send(grace, add, changeId)
    const twice = await send(grace, add, changeId)
    expect(twice).toEqual(once)
    const blocks = Object.values((await draft()).document.blocks)
    expect(blocks.filter(({ kind }) => kind === 'code')).toHaveLength(1)
  })

  it('of many at the same moment are all stored, one after the other', async () => {
    const clients = [ada.client, grace]
    const add: Edit = (document) => addBlock(document, 'code').document
    await Promise.all(Array.from({ length: 8 }, (_, index) => send(clients[index % 2] ?? grace, add)))
    const now = await draft()
    expect(now.revision).toBe(start.revision + 8)
    expect(Object.values(now.document.blocks).filter(({ kind }) => kind === 'code')).toHaveLength(8)
  })

  it('that lead to no blueprint document are refused whole', async () => {
    const set = changesBetween(start, { document: memory(512)(start.document), layout: start.layout })
    const broken = { ...set, changes: set.changes.map((change) => ({ ...change, after: 'much' })) }
    const submit = ada.client.blueprint.submitChanges.mutate({
      workspace,
      id,
      changeId: randomUUID(),
      sequence: 1,
      set: broken,
    })
    await expect(submit).rejects.toMatchObject({ data: { code: 'bad-input' } })
    expect((await draft()).revision).toBe(start.revision)
  })

  it('are for owners and builders of the workspace', async () => {
    await expect(send(operator, rename('No'))).rejects.toMatchObject({ data: { code: 'forbidden' } })
    const foreign = { workspace: 'globex', id }
    await expect(
      stranger.blueprint.submitChanges.mutate({
        ...foreign,
        changeId: randomUUID(),
        sequence: 1,
        set: { changes: [], moves: [] },
      }),
    ).rejects.toMatchObject({ data: { code: 'not-found' } })
    await expect(stranger.blueprint.listDraftChanges.query(foreign)).rejects.toMatchObject({
      data: { code: 'not-found' },
    })
  })

  it('a whole draft that is saved is one more of them', async () => {
    const { document, layout, revision } = start
    await grace.blueprint.saveDraft.mutate({ workspace, id, document: memory(300)(document), layout, revision })
    const [newest] = await ada.client.blueprint.listDraftChanges.query({ workspace, id })
    expect(newest).toMatchObject({ sequence: 2, author: { name: 'Grace' }, words: [expect.stringMatching('memory')] })
  })

  it('a browser that was away for longer than the rows reach gets the draft itself', async () => {
    await send(ada.client, rename('One'))
    for (let index = 0; index < 205; index += 1) await send(ada.client, memory(200 + index))
    const news = await send(grace, rename('Two'))
    expect(news.drawing?.document.blocks[first()]?.label).toBe('Two')
  })
})

describe('the live draft', () => {
  function watching(session: Session, tab: string) {
    const stop = new AbortController()
    const context = createRequestContext(api.services, new Headers({ cookie: session.cookie }))
    const caller = t.createCallerFactory(appRouter)(context, { signal: stop.signal })
    const stream = caller.blueprint.watchDraft({ workspace, id, sequence: start.revision, tab })
    return { stop, next: async () => (await (await stream)[Symbol.asyncIterator]().next()).value }
  }

  it('brings what others store, and nothing twice', async () => {
    const screen = watching(ada, 'ada-tab')
    expect(await screen.next()).toMatchObject({ news: { sequence: 1, changes: [] } })
    const next = screen.next()
    await send(grace, memory(512))
    expect(await next).toMatchObject({
      news: { sequence: 2, changes: [{ sequence: 2, author: { name: 'Grace' } }] },
    })
    screen.stop.abort()
  })

  it('says who else is here and what they have selected, and no more when they are gone', async () => {
    const screen = watching(ada, 'ada-tab')
    expect(await screen.next()).toMatchObject({ people: [] })
    const arrives = screen.next()
    await grace.blueprint.sayHere.mutate({ workspace, id, tab: 'grace-tab', selected: 'reply' })
    expect(await arrives).toMatchObject({ people: [{ name: 'Grace', selected: 'reply' }] })
    await expect(
      stranger.blueprint.sayHere.mutate({ workspace: 'globex', id, tab: 'x', selected: null }),
    ).rejects.toMatchObject({ data: { code: 'not-found' } })
    screen.stop.abort()
  })
})

describe('publishing some of the changes', () => {
  const publish = (subjects: string[], document: Drawing['document']) => {
    const chosen = { subjects, digest: digestOf(document) }
    return ada.client.version.publish.mutate({
      workspace,
      blueprintId: id,
      revision: start.revision,
      message: 'Mine',
      rollOut: false,
      chosen,
    })
  }

  it('ships those alone; a colleague’s stay in the draft, with their name', async () => {
    const { number } = await ada.client.version.publish.mutate({
      workspace,
      blueprintId: id,
      revision: 1,
      message: 'First',
      rollOut: false,
    })
    expect(number).toBe(1)
    await send(ada.client, memory(512))
    await send(grace, rename('Half done'))
    const authors = await ada.client.blueprint.listDraftAuthors.query({ workspace, id })
    expect(Object.values(authors).flatMap((list) => list.map(({ name }) => name))).toContain('Grace')
    await publish(['runtime:memoryMb'], memory(512)(start.document))
    const shipped = await ada.client.version.get.query({ workspace, blueprintId: id, number: 2 })
    expect(shipped.document).toEqual(memory(512)(start.document))
    expect((await draft()).document.blocks[first()]?.label).toBe('Half done')
  })

  it('that a colleague changed meanwhile is refused: nobody ships what they have not seen', async () => {
    await send(ada.client, memory(512))
    const everything = diff(emptyDocument(), memory(512)(start.document)).map(subjectOf)
    await send(grace, memory(1024))
    await expect(publish(everything, memory(512)(start.document))).rejects.toMatchObject({ data: { code: 'conflict' } })
  })
})
