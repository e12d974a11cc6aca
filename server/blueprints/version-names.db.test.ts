import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type ApiClient, createTestApi, type TestApi } from '../api/testing/test-api'

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

async function publish(): Promise<void> {
  const { revision } = (await client.blueprint.get.query({ workspace, id: blueprintId })).draft
  await client.version.publish.mutate({ workspace, blueprintId, revision, message: 'A change', rollOut: false })
}

/** A second version, with one block less room. */
async function publishAnother(): Promise<void> {
  const { document, layout, revision } = (await client.blueprint.get.query({ workspace, id: blueprintId })).draft
  const larger = { ...document, runtime: { ...document.runtime, memoryMb: document.runtime.memoryMb + 64 } }
  await client.blueprint.saveDraft.mutate({ workspace, id: blueprintId, document: larger, layout, revision })
  await publish()
}

const setName = (number: number, name: string | null) =>
  client.version.setName.mutate({ workspace, blueprintId, number, name })
const list = () => client.version.list.query({ workspace, blueprintId })

it('a name stands beside the number and changes, and the version stays as it was published', async () => {
  const before = await client.version.get.query({ workspace, blueprintId, number: 1 })
  expect(before.name).toBeNull()
  await setName(1, '  Summer campaign ')
  expect(await list()).toMatchObject([{ number: 1, name: 'Summer campaign' }])
  await setName(1, 'Summer 2026')
  expect(await client.version.get.query({ workspace, blueprintId, number: 1 })).toEqual({
    ...before,
    name: 'Summer 2026',
  })
  await setName(1, null)
  expect(await list()).toMatchObject([{ number: 1, name: null }])
})

it('one name means one version of a blueprint, whatever its case, and the other is named', async () => {
  await publishAnother()
  await setName(1, 'Summer')
  await expect(setName(2, 'summer')).rejects.toMatchObject({
    data: { code: 'conflict', httpStatus: 409, message: expect.stringMatching(/^v1 is called “summer”/) },
  })
  await setName(1, 'SUMMER')
  await setName(1, null)
  await setName(2, 'summer')
  expect((await list()).map(({ name }) => name)).toEqual(['summer', null])
})

it('of two who give the same name at the same moment one is told', async () => {
  await publishAnother()
  const outcomes = await Promise.allSettled([setName(1, 'Summer'), setName(2, 'Summer')])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { data: { code: 'conflict' } } })
})

it('another blueprint may use the name too', async () => {
  await setName(1, 'Summer')
  const other = await client.blueprint.create.mutate({ workspace, name: 'Other', starter: 'support-desk' })
  await client.version.publish.mutate({ workspace, blueprintId: other.id, revision: 1, message: 'm', rollOut: false })
  await client.version.setName.mutate({ workspace, blueprintId: other.id, number: 1, name: 'Summer' })
})

it.each(['2', 'v12', 'V 3', 'draft', 'The Draft', 'Latest', '   ', 'x'.repeat(61)])('“%s” is no name', async (name) => {
  await expect(setName(1, name)).rejects.toMatchObject({ data: { code: 'bad-input', httpStatus: 400 } })
})

it('what is not there, or archived, is not named', async () => {
  await expect(setName(7, 'Summer')).rejects.toMatchObject({ data: { code: 'not-found' } })
  await client.blueprint.archive.mutate({ workspace, id: blueprintId })
  await expect(setName(1, 'Summer')).rejects.toThrow(/archived/)
})

it('an operator reads names and gives none; another workspace finds nothing', async () => {
  await setName(1, 'Summer')
  expect(await operator.version.list.query({ workspace, blueprintId })).toMatchObject([{ name: 'Summer' }])
  const input = { blueprintId, number: 1, name: 'Mine' }
  await expect(operator.version.setName.mutate({ workspace, ...input })).rejects.toMatchObject({
    data: { code: 'forbidden' },
  })
  await expect(stranger.version.setName.mutate({ workspace: 'globex', ...input })).rejects.toMatchObject({
    data: { code: 'not-found' },
  })
})
