import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type ApiClient, createTestApi, type TestApi } from '../api/testing/test-api'
import { draftsAsideKept } from './replace-draft'

const workspace = 'acme'
let api: TestApi
let client: ApiClient
let operator: ApiClient
let stranger: ApiClient
let blueprintId: string

beforeAll(async () => {
  api = await createTestApi()
  client = (await api.createWorkspace(workspace)).client
  stranger = (await api.createWorkspace('globex')).client
  const email = 'operator@acme.test'
  await client.workspace.addMember.mutate({ workspace, email, name: 'Operator', role: 'operator' })
  operator = (await api.signIn(email)).client
})
afterAll(() => api.close())
beforeEach(async () => {
  blueprintId = (await client.blueprint.create.mutate({ workspace, name: 'Desk', starter: 'support-desk' })).id
  await publish()
})

const draft = async () => (await client.blueprint.get.query({ workspace, id: blueprintId })).draft
const aside = () => client.version.listDraftsAside.query({ workspace, blueprintId })
const version = (number: number) => client.version.get.query({ workspace, blueprintId, number })

/** Saves a draft that asks for so much memory. */
async function edit(memoryMb: number): Promise<void> {
  const { document, layout, revision } = await draft()
  const changed = { ...document, runtime: { ...document.runtime, memoryMb } }
  await client.blueprint.saveDraft.mutate({ workspace, id: blueprintId, document: changed, layout, revision })
}

async function publish(): Promise<number> {
  const { revision } = await draft()
  const input = { workspace, blueprintId, revision, message: 'A change', rollOut: false }
  return (await client.version.publish.mutate(input)).number
}

const restore = async (number: number, revision?: number) =>
  client.version.restore.mutate({ workspace, blueprintId, number, revision: revision ?? (await draft()).revision })
const putBack = async (asideId: string) =>
  client.version.putBackDraft.mutate({ workspace, blueprintId, asideId, revision: (await draft()).revision })

/** Restores where the draft holds work of its own. Returns what that was set aside as. */
async function restoreOver(number: number): Promise<string> {
  const { before } = await restore(number)
  if (!('asideId' in before)) throw new Error('the draft was not set aside')
  return before.asideId
}

it('the draft becomes what the version says, as one more revision; no version and no tenant changes', async () => {
  await edit(512)
  await publish()
  const before = await client.version.list.query({ workspace, blueprintId })
  const { revision } = await draft()
  expect(await restore(1)).toMatchObject({ revision: revision + 1 })
  const { document, layout } = await version(1)
  expect(await draft()).toMatchObject({ document, layout, revision: revision + 1, updatedBy: 'Owner of acme' })
  expect(await client.version.list.query({ workspace, blueprintId })).toEqual(before)
  expect((await client.rollout.list.query({ workspace })).filter((r) => r.blueprint.id === blueprintId)).toEqual([])
})

it('work that is in no version is set aside with whose it is, and put back by one call', async () => {
  await edit(777)
  const mine = await draft()
  const asideId = await restoreOver(1)
  expect(await aside()).toMatchObject([
    { id: asideId, editedByName: 'Owner of acme', forVersion: 1, setAsideByName: 'Owner of acme' },
  ])
  await putBack(asideId)
  expect(await draft()).toMatchObject({ document: mine.document, layout: mine.layout, revision: mine.revision + 2 })
  expect(await aside()).toEqual([])
})

it('a draft that only stands elsewhere on the canvas is set aside too', async () => {
  const { document, layout, revision } = await draft()
  const moved = Object.fromEntries(Object.entries(layout.positions).map(([id, { x, y }]) => [id, { x: x + 80, y }]))
  const positions = { positions: moved }
  await client.blueprint.saveDraft.mutate({ workspace, id: blueprintId, document, layout: positions, revision })
  const asideId = await restoreOver(1)
  expect(await aside()).toMatchObject([{ id: asideId }])
  expect((await draft()).layout).toEqual(layout)
})

it('a draft that a version keeps anyway is not set aside', async () => {
  await edit(512)
  await publish()
  expect(await restore(1)).toMatchObject({ before: { version: 2 } })
  expect(await aside()).toEqual([])
})

it('what takes the place of new work sets that aside in turn: nothing is ever without a copy', async () => {
  await edit(600)
  const first = await restoreOver(1)
  await edit(700)
  await putBack(first)
  expect((await draft()).document.runtime.memoryMb).toBe(600)
  const [second] = await aside()
  expect(second).toMatchObject({ forVersion: null })
  await putBack(second?.id ?? '')
  expect((await draft()).document.runtime.memoryMb).toBe(700)
})

it('what is published after it says which version it was drawn from', async () => {
  await edit(512)
  expect(await publish()).toBe(2)
  await restore(1)
  await edit(640)
  expect(await publish()).toBe(3)
  expect(await version(3)).toMatchObject({ parentNumber: 1 })
})

it('a restore that is undone leaves the history as if it had not been', async () => {
  await edit(512)
  await publish()
  await edit(600)
  const asideId = await restoreOver(1)
  await putBack(asideId)
  await publish()
  expect(await version(3)).toMatchObject({ parentNumber: 2 })
})

it('a draft that a colleague changed meanwhile is not replaced unseen', async () => {
  await edit(512)
  const { revision } = await draft()
  await edit(600)
  await expect(restore(1, revision)).rejects.toMatchObject({
    data: { code: 'conflict', httpStatus: 409, details: { revision: revision + 1 } },
  })
  expect((await draft()).document.runtime.memoryMb).toBe(600)
})

it('of two who restore at the same moment one is told', async () => {
  await edit(512)
  const { revision } = await draft()
  const outcomes = await Promise.allSettled([restore(1, revision), restore(1, revision)])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await aside()).toHaveLength(1)
})

it('a version that the draft says already is not restored', async () => {
  await expect(restore(1)).rejects.toMatchObject({ data: { code: 'conflict' } })
  expect(await aside()).toEqual([])
})

it('the newest are kept, and the list says how they came there', async () => {
  for (let index = 0; index < draftsAsideKept + 2; index += 1) {
    await edit(300 + index)
    await restore(1)
  }
  const kept = await aside()
  expect(kept).toHaveLength(draftsAsideKept)
  const compared = await Promise.all(
    [kept[0], kept.at(-1)].map((entry) =>
      client.version.diff.query({ workspace, blueprintId, from: { aside: entry?.id ?? '' }, to: 'draft' }),
    ),
  )
  const memory = compared.map(({ from }) => from.document.runtime.memoryMb)
  expect(memory).toEqual([300 + draftsAsideKept + 1, 302])
})

it('an operator looks and restores nothing; another workspace finds nothing; an archived blueprint stays', async () => {
  await edit(512)
  const asideId = await restoreOver(1)
  const input = { blueprintId, number: 1, revision: 3 }
  const back = { blueprintId, asideId, revision: 3 }
  expect(await operator.version.listDraftsAside.query({ workspace, blueprintId })).toHaveLength(1)
  const refused = await Promise.allSettled([
    operator.version.restore.mutate({ workspace, ...input }),
    operator.version.putBackDraft.mutate({ workspace, ...back }),
    stranger.version.restore.mutate({ workspace: 'globex', ...input }),
    stranger.version.putBackDraft.mutate({ workspace: 'globex', ...back }),
    stranger.version.listDraftsAside.query({ workspace: 'globex', blueprintId }),
  ])
  const codes = refused.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.data.code : 'allowed'))
  expect(codes).toEqual(['forbidden', 'forbidden', 'not-found', 'not-found', 'not-found'])
  await client.blueprint.archive.mutate({ workspace, id: blueprintId })
  await expect(putBack(asideId)).rejects.toThrow(/archived/)
})
