import { generateKeyPairSync } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { BlueprintDocument } from '@/domain/blueprint/document'
import { bundleSchema } from '@/domain/runtime/bundle'
import { inScope } from '@/server/db/scope'
import { createTestDatabase, type TestDatabase } from '@/server/db/testing/test-database'
import { waitFor } from '@/server/doors/testing/wait-for'
import { nudgeStrand } from '@/server/durable/strands'
import { type PreviewView, readPreview } from '@/server/previews/read-preview'
import { tryDraft } from '@/server/previews/try-draft'
import { fileKeyProvider } from '@/server/vault/key-provider'
import type { SeededTenant } from './testing/seed-fleet'
import { createTestFleet, type TestFleet } from './testing/test-fleet'

const wrappingKey = fileKeyProvider(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)
const previewKey = 'a-key_of-43-characters'.padEnd(43, 'x')
let database: TestDatabase
let fleet: TestFleet
let customer: SeededTenant
let published: BlueprintDocument
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  fleet = await createTestFleet(database)
  await fleet.publish(1, (document) => {
    published = structuredClone(document)
  })
  await fleet.query(
    `INSERT INTO blueprint_draft (blueprint_id, workspace_id, document, layout) VALUES ($1, $2, '{}', '{}')`,
    [fleet.blueprintId, fleet.workspaceId],
  )
  const [tenant] = await fleet.addTenants(1, 1)
  if (tenant === undefined) throw new Error('no tenant')
  customer = tenant
  await fleet.startController()
  await fleet.untilReady([customer], 1)
})
afterEach(() => fleet.close())

const drawing = (text: string): BlueprintDocument => ({
  ...published,
  blocks: { ...published.blocks, answer: { kind: 'reply', label: 'Answer', config: { text } } },
})
const attempt = (document: BlueprintDocument) =>
  inScope(fleet.web, { workspaceId: fleet.workspaceId }, (tx) =>
    tryDraft(tx, {
      workspaceId: fleet.workspaceId,
      blueprintId: fleet.blueprintId,
      document,
      engine: 'docker',
      wrappingKey,
    }),
  )
const look = () =>
  inScope(fleet.web, { workspaceId: fleet.workspaceId }, (tx) =>
    readPreview(tx, fleet.blueprintId, { tenantUrl: 'http://{slug}.localhost' }),
  )

type PreviewRow = { id: string; runtime: string; payload: string | null; version_id: string | null }
async function previewRow(): Promise<PreviewRow | undefined> {
  const rows = await fleet.query<PreviewRow>(
    `SELECT t.id, r.id AS runtime, b.payload, b.version_id FROM tenant t JOIN runtime r ON r.tenant_id = t.id
     LEFT JOIN bundle b ON b.id = r.observed_bundle_id WHERE t.kind = 'preview' AND t.workspace_id = $1`,
    [fleet.workspaceId],
  )
  return rows[0]
}

async function untilItRuns(digest: string): Promise<PreviewView> {
  let seen: PreviewView | null = null
  await waitFor('the preview to run the drawing', async () => {
    const row = await previewRow()
    fleet.programs.get(row?.runtime ?? '')?.say({
      type: 'status',
      status: { wakeAt: null, running: 0, waiting: 0, draining: [], previewKey },
    })
    seen = await look()
    return seen?.ready === true && seen.digest === digest
  })
  if (seen === null) throw new Error('no preview')
  return seen
}

it('a draft runs in a runtime of its own, the next one is pushed to the same runtime, and no version is made', async () => {
  const first = await attempt(drawing('One'))
  expect(await untilItRuns(first.digest)).toMatchObject({ key: previewKey, phase: 'ready' })
  const made = await previewRow()
  const bundle = bundleSchema.parse(JSON.parse(made?.payload ?? ''))
  expect(bundle).toMatchObject({ preview: true, blueprint: { version: 2, digest: first.digest } })
  expect(made?.version_id).toBeNull()

  const second = await attempt(drawing('Two'))
  expect(second.digest).not.toBe(first.digest)
  await untilItRuns(second.digest)
  await attempt(drawing('One'))
  await untilItRuns(first.digest)
  const boots = fleet.diary.boots.filter((runtimeId) => runtimeId === made?.runtime)
  expect(boots).toHaveLength(1)
  const versions = await fleet.query('SELECT number FROM blueprint_version WHERE blueprint_id = $1', [
    fleet.blueprintId,
  ])
  expect(versions).toEqual([{ number: 1 }])
})

it('the same drawing again starts nothing anew', async () => {
  const { digest } = await attempt(drawing('One'))
  await untilItRuns(digest)
  await attempt(drawing('One'))
  expect(await look()).toMatchObject({ ready: true, digest })
})

it('a rollout passes previews by', async () => {
  const { digest } = await attempt(drawing('One'))
  await untilItRuns(digest)
  await fleet.publish(2)
  const { number } = await fleet.rollOut(2)
  const rollout = await fleet.untilFinished(number)
  expect(rollout.targets.map(({ tenant }) => tenant.slug)).toEqual([customer.slug])
  expect(await look()).toMatchObject({ ready: true, digest })
})

it.each([
  [
    'nobody has used for a day',
    `UPDATE tenant SET tried_at = now() - interval '25 hours' WHERE kind = 'preview' AND workspace_id = $1`,
  ],
  ['belongs to a blueprint that was put away', 'UPDATE blueprint SET archived_at = now() WHERE workspace_id = $1'],
])('a preview that %s is removed with its data, and customers stay', async (_name, sql) => {
  const { digest } = await attempt(drawing('One'))
  await untilItRuns(digest)
  const row = await previewRow()
  await fleet.query(sql, [fleet.workspaceId])
  await inScope(fleet.web, { workspaceId: fleet.workspaceId }, (tx) =>
    nudgeStrand(tx, { machine: 'runtime-lifecycle', subjectId: row?.runtime ?? '' }),
  )
  await waitFor('the preview to be gone', async () => (await previewRow()) === undefined)
  expect(fleet.calls('remove', row?.runtime)).toBe(1)
  expect(fleet.calls('remove', customer.runtimeId)).toBe(0)
  expect(await fleet.query('SELECT 1 FROM preview_draft WHERE workspace_id = $1', [fleet.workspaceId])).toEqual([])
})
