import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { z } from 'zod'
import { inScope } from '@/server/db/scope'
import { connectSql, type SqlDatabase } from '@/server/db/sql-database'
import { createTestDatabase } from '@/server/db/testing/test-database'
import { waitFor } from '@/server/doors/testing/wait-for'
import { createLogger } from '@/server/log'
import { defineMachine, type Machine, type MachineDefinition } from '../machine'
import { createStrand } from '../strands'
import { startWorker, type Worker, type WorkerOptions } from '../worker'

export type StrandRow = {
  label: string
  state: Record<string, unknown>
  attempts: number
  last_error: string | null
  lease_token: string | null
  finished_at: Date | null
  outcome: Record<string, unknown> | null
}

const stateSchema = z.strictObject({ count: z.int().default(0) })
export type LabState = z.infer<typeof stateSchema>

/** A machine of a test's own making. */
export function labMachine<Label extends string>(
  definition: Pick<MachineDefinition<Label, LabState>, 'transitions' | 'steps' | 'deadlines'> & { name?: string },
): Machine {
  return defineMachine<Label, LabState>({ name: 'lab', state: stateSchema, ...definition })
}

/** Strands in a real database, and as many workers as a test starts. */
export type StrandLab = {
  workspaceId: string
  db: SqlDatabase
  add(label: string, machine?: string): Promise<string>
  work(machines: Machine[], change?: Partial<WorkerOptions>): Worker
  strand(subjectId: string): Promise<StrandRow>
  query(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>
  until(subjectId: string, what: string, is: (row: StrandRow) => boolean): Promise<StrandRow>
  /** Ends the workers and forgets the strands. */
  clear(): Promise<void>
  close(): Promise<void>
}

export async function createStrandLab(): Promise<StrandLab> {
  const database = await createTestDatabase()
  const db = connectSql(database.url('controller'), { onConnectionLost: () => undefined })
  const web = database.connect('web')
  const admin = new Client({ connectionString: database.adminUrl })
  await admin.connect()
  const workspaceId = randomUUID()
  await admin.query('INSERT INTO workspace (id, slug, name) VALUES ($1, $2, $3)', [workspaceId, 'lab', 'Lab'])
  const workers = new Set<Worker>()
  const strand = async (subjectId: string) => {
    const { rows } = await admin.query<StrandRow>('SELECT * FROM strand WHERE subject_id = $1', [subjectId])
    if (rows[0] === undefined) throw new Error('no such strand')
    return rows[0]
  }
  return {
    workspaceId,
    db,
    strand,
    async add(label, machine = 'lab') {
      const subjectId = randomUUID()
      await inScope(web, { workspaceId }, (tx) => createStrand(tx, { machine, subjectId, workspaceId, label }))
      return subjectId
    },
    work(machines, change = {}) {
      const log = createLogger('lab', 'silent')
      const retry = { firstMs: 20, mostMs: 100 }
      const worker = startWorker({ db, databaseUrl: database.url('controller'), machines, log, retry, ...change })
      workers.add(worker)
      return worker
    },
    query: async (sql, values = []) => (await admin.query(sql, values)).rows,
    async until(subjectId, what, is) {
      await waitFor(what, async () => is(await strand(subjectId)))
      return strand(subjectId)
    },
    async clear() {
      await Promise.all([...workers].map((worker) => worker.stop(0)))
      workers.clear()
      await admin.query('DELETE FROM strand')
    },
    async close() {
      await admin.end()
      await db.close()
      await database.close()
    },
  }
}
