import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { BlueprintDocument } from '@/domain/blueprint/document'
import { type ApiClient, createTestApi, type TestApi } from '../api/testing/test-api'

const workspace = 'acme'
let api: TestApi
let client: ApiClient
let stranger: ApiClient
let id: string

beforeAll(async () => {
  api = await createTestApi()
  client = (await api.createWorkspace(workspace)).client
  stranger = (await api.createWorkspace('globex')).client
})
afterAll(() => api.close())
beforeEach(async () => {
  id = (await client.blueprint.create.mutate({ workspace, name: 'Desk', starter: 'support-desk' })).id
})

const draft = async () => (await client.blueprint.get.query({ workspace, id })).draft

/** Saves a draft in which one label says something else. */
async function edit(label: string) {
  const { document, layout, revision } = await draft()
  const saved = await client.blueprint.saveDraft.mutate({
    workspace,
    id,
    document: relabel(document, label),
    layout,
    revision,
  })
  return saved.revision
}

function relabel(document: BlueprintDocument, label: string): BlueprintDocument {
  const [first = ''] = Object.keys(document.blocks)
  const block = document.blocks[first]
  if (block === undefined) throw new Error('the starter has no blocks')
  return { ...document, blocks: { ...document.blocks, [first]: { ...block, label } } }
}

const publish = (revision: number, rollOut = false) =>
  client.version.publish.mutate({ workspace, blueprintId: id, revision, message: 'A change', rollOut })

describe('drafts', () => {
  it('a save on the revision that stands is acknowledged with the next one', async () => {
    expect(await edit('Hello')).toBe(2)
    const { document, revision, updatedBy } = await draft()
    expect(revision).toBe(2)
    expect(updatedBy).toBe('Owner of acme')
    expect(Object.values(document.blocks).map((block) => block.label)).toContain('Hello')
  })

  it('a stale save is refused with the revision that stands, and nothing is lost', async () => {
    const { document, layout } = await draft()
    await edit('Theirs')
    const stale = client.blueprint.saveDraft.mutate({
      workspace,
      id,
      document: relabel(document, 'Mine'),
      layout,
      revision: 1,
    })
    await expect(stale).rejects.toMatchObject({
      data: { code: 'conflict', httpStatus: 409, details: { revision: 2, updatedBy: 'Owner of acme' } },
    })
    expect(Object.values((await draft()).document.blocks).map((block) => block.label)).toContain('Theirs')
  })

  it('of two saves at the same moment one wins and the other is told', async () => {
    const { document, layout, revision } = await draft()
    const save = (label: string) =>
      client.blueprint.saveDraft.mutate({ workspace, id, document: relabel(document, label), layout, revision })
    const outcomes = await Promise.allSettled(['a', 'b', 'c'].map(save))
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    expect((await draft()).revision).toBe(revision + 1)
  })

  it('a broken document or layout is refused, saying where', async () => {
    const { document, layout, revision } = await draft()
    const broken = { ...document, blocks: { a: { kind: 'no-such-kind', label: 'A', config: {} } } }
    await expect(
      client.blueprint.saveDraft.mutate({ workspace, id, document: broken, layout, revision }),
    ).rejects.toMatchObject({
      data: { code: 'bad-input', httpStatus: 400, message: expect.stringContaining('no-such-kind') },
    })
    const positions = { a: { x: 'left' as unknown as number, y: 1 } }
    await expect(
      client.blueprint.saveDraft.mutate({ workspace, id, document, layout: { positions }, revision }),
    ).rejects.toMatchObject({ data: { code: 'bad-input', message: expect.stringContaining('layout.positions.a.x') } })
    expect((await draft()).revision).toBe(revision)
  })

  it('one that is too large is refused with its size and the limit, and nothing is lost', async () => {
    const { document, layout, revision } = await draft()
    const notes = Object.fromEntries(Array.from({ length: 70 }, (_, index) => [`note_${index}`, 'x'.repeat(31_000)]))
    const [first = '', block] = Object.entries(document.blocks)[0] ?? []
    if (block === undefined) throw new Error('the starter has no blocks')
    const large = { ...document, blocks: { ...document.blocks, [first]: { ...block, config: notes } } }
    await expect(
      client.blueprint.saveDraft.mutate({ workspace, id, document: large, layout, revision }),
    ).rejects.toMatchObject({
      data: { code: 'too-large', httpStatus: 413, message: expect.stringMatching(/has \d+ bytes.*limit is 2000000/) },
    })
    expect(await draft()).toMatchObject({ document, revision })
  })

  it('another workspace finds neither the blueprint nor its versions', async () => {
    await publish(1)
    const foreign = { workspace: 'globex', id }
    const { document, layout } = await draft()
    const inGlobex = { workspace: 'globex', blueprintId: id }
    const attempts = [
      stranger.blueprint.get.query(foreign),
      stranger.blueprint.saveDraft.mutate({ ...foreign, document, layout, revision: 1 }),
      stranger.blueprint.rename.mutate({ ...foreign, name: 'Mine' }),
      stranger.blueprint.archive.mutate(foreign),
      stranger.version.publish.mutate({ ...inGlobex, revision: 1, message: 'm', rollOut: false }),
      stranger.version.list.query(inGlobex),
      stranger.version.get.query({ ...inGlobex, number: 1 }),
      stranger.version.diff.query({ ...inGlobex, from: 1, to: 'draft' }),
      stranger.rollout.plan.query({ ...inGlobex, version: 1, kind: 'version' }),
      stranger.rollout.start.mutate({ ...inGlobex, version: 1, kind: 'version' }),
      stranger.tenant.create.mutate({ ...inGlobex, name: 'T', slug: 'foreign-blueprint' }),
    ]
    for (const attempt of await Promise.allSettled(attempts)) {
      expect(attempt).toMatchObject({ status: 'rejected', reason: { data: { code: 'not-found', httpStatus: 404 } } })
    }
    expect(await stranger.blueprint.list.query({ workspace: 'globex' })).toEqual([])
  })
})

describe('versions', () => {
  it('are numbered from one and never by a colleague’s later draft', async () => {
    expect(await publish(1)).toEqual({ number: 1, rollout: null })
    const revision = await edit('Second')
    await expect(publish(1)).rejects.toMatchObject({ data: { code: 'conflict', details: { revision } } })
    expect(await publish(revision)).toEqual({ number: 2, rollout: null })
    expect(await client.version.list.query({ workspace, blueprintId: id })).toMatchObject([
      { number: 2, parentNumber: 1, authorName: 'Owner of acme', message: 'A change', tenantCount: 0 },
      { number: 1, parentNumber: null },
    ])
  })

  it('the same drawing is not published twice', async () => {
    await publish(1)
    await expect(publish(1)).rejects.toMatchObject({
      data: { code: 'conflict', message: expect.stringMatching(/same as v1/) },
    })
  })

  it('two publishers at the same moment make one version', async () => {
    const outcomes = await Promise.allSettled([publish(1), publish(1), publish(1)])
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
  })

  it('a blueprint with problems is not published, and each is named', async () => {
    const { id: empty } = await client.blueprint.create.mutate({ workspace, name: 'Empty' })
    const attempt = client.version.publish.mutate({
      workspace,
      blueprintId: empty,
      revision: 1,
      message: 'm',
      rollOut: false,
    })
    await expect(attempt).rejects.toMatchObject({
      data: {
        code: 'lint-failed',
        httpStatus: 422,
        details: { problems: [expect.objectContaining({ severity: 'error' })] },
      },
    })
  })

  it('a drawing that goes round in a circle is kept as a draft and never published', async () => {
    const { document, layout, revision } = await draft()
    const edge = Object.values(document.edges).find(({ from }) => from.port === 'out')
    const reply = Object.entries(document.blocks).find(([, { kind }]) => kind === 'reply')?.[0]
    if (edge === undefined || reply === undefined) throw new Error('the starter has no edge, or no reply')
    const back = { from: { block: reply, port: 'out' }, to: edge.to }
    const edges = { ...document.edges, [`${reply}.out>${edge.to.block}.${edge.to.port}`]: back }
    const circle = { ...document, edges }
    const saved = await client.blueprint.saveDraft.mutate({ workspace, id, document: circle, layout, revision })
    await expect(publish(saved.revision, true)).rejects.toMatchObject({
      data: {
        code: 'lint-failed',
        details: { problems: expect.arrayContaining([expect.objectContaining({ code: 'cycle' })]) },
      },
    })
    expect(await client.version.list.query({ workspace, blueprintId: id })).toEqual([])
  })

  it('are not rolled out to nobody', async () => {
    await publish(1)
    const before = await client.rollout.list.query({ workspace })
    const start = client.rollout.start.mutate({ workspace, blueprintId: id, version: 1, kind: 'version' })
    await expect(start).rejects.toMatchObject({
      data: { code: 'conflict', httpStatus: 409, message: expect.stringMatching(/“Desk” has no tenants yet/) },
    })
    expect(await client.rollout.list.query({ workspace })).toEqual(before)
  })

  it('differ in sentences', async () => {
    await publish(1)
    await edit('Front desk')
    const { changes, reach } = await client.version.diff.query({ workspace, blueprintId: id, from: 1, to: 'draft' })
    expect(changes).toHaveLength(1)
    expect(changes[0]?.description).toContain('Front desk')
    expect(changes[0]?.change.rollout).toBe('live')
    expect(reach).toEqual({ added: [], removed: [] })
  })

  it('publishing with “roll out” starts a rollout to every tenant, in the same transaction', async () => {
    await publish(1)
    const slotValues = { company: 'Shop', tone: 'friendly', support_email: 'help@shop.test' }
    await client.tenant.create.mutate({ workspace, name: 'Shop', slug: 'desk-shop', blueprintId: id, slotValues })
    const { rollout } = await publish(await edit('Second'), true)
    const { targets, version } = await client.rollout.get.query({ workspace, number: rollout?.number ?? 0 })
    expect(version).toBe(2)
    expect(targets.map((target) => target.tenant.slug)).toEqual(['desk-shop'])
  })
})

it('the list says what is published, what is not yet, and who runs it', async () => {
  await publish(1)
  const find = async () => (await client.blueprint.list.query({ workspace })).find((blueprint) => blueprint.id === id)
  expect(await find()).toMatchObject({ latestVersion: 1, draftDirty: false, tenantCount: 0 })
  await edit('Changed')
  expect(await find()).toMatchObject({ latestVersion: 1, draftDirty: true, updatedBy: 'Owner of acme' })
})

it('an archived blueprint leaves the list and cannot be changed', async () => {
  await client.blueprint.archive.mutate({ workspace, id })
  expect((await client.blueprint.list.query({ workspace })).map((blueprint) => blueprint.id)).not.toContain(id)
  await expect(client.blueprint.rename.mutate({ workspace, id, name: 'New' })).rejects.toThrow(/archived/)
})

it('a blueprint that tenants run is not archived', async () => {
  await client.tenant.create.mutate({ workspace, name: 'Kept', slug: 'kept-tenant', blueprintId: id })
  await expect(client.blueprint.archive.mutate({ workspace, id })).rejects.toThrow(/One tenant runs/)
})
