import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { declaredGrants, type TableGrants } from '../grants'
import { type ProcessRole, roleName } from '../roles'
import type { Scope } from '../scope'
import type { Realm, Row } from './reach'

export const operations = ['select', 'update', 'steal', 'delete', 'insert'] as const
export type Operation = (typeof operations)[number]

export type Attempt = {
  role: ProcessRole
  scope: Scope
  realm: Realm
  table: string
  operation: Operation
  /** Which row it aims at, out of the table's (modulo their number). */
  aim: number
  /** Without a condition, on all that can be seen. */
  everywhere: boolean
}

export type Outcome = { seen: Row[]; changed: Row[] }

export type WallClimber = {
  tables: string[]
  rows: Row[]
  /** Tries it as the role, looks as administrator at what it did, and undoes it. An error is a wall that held. */
  climb: (attempt: Attempt) => Promise<Outcome>
}

export async function createWallClimber(admin: Client): Promise<WallClimber> {
  const keys = await readPrimaryKeys(admin)
  const rows = await readRows(admin, keys)
  const climb = async (attempt: Attempt): Promise<Outcome> => {
    const key = keys.get(attempt.table) ?? []
    const targets = rows.filter((row) => row.table === attempt.table)
    const target = targets[attempt.aim % targets.length]
    if (target === undefined) throw new Error(`${attempt.table} has no rows to aim at`)
    await admin.query('BEGIN')
    try {
      await enter(admin, attempt)
      const keysSeen = await runAsRole(admin, statementFor(attempt, key, target))
      await admin.query('RESET ROLE')
      const after = await readRows(admin, keys)
      return { seen: targets.filter((row) => keysSeen.has(row.key)), changed: changedRows(rows, after) }
    } finally {
      await admin.query('ROLLBACK')
    }
  }
  return { tables: [...keys.keys()], rows, climb }
}

async function enter(admin: Client, { role, scope, realm }: Attempt): Promise<void> {
  const settings = {
    'app.workspace_id': scope.workspaceId,
    'app.tenant_id': scope.tenantId,
    'app.user_id': scope.userId,
    'app.slug': scope.slug,
    'app.runtime_id': scope.runtimeId,
    'app.realm': realm,
  }
  for (const [name, value] of Object.entries(settings)) {
    await admin.query('SELECT set_config($1, $2, true)', [name, value ?? ''])
  }
  await admin.query(`SET LOCAL ROLE ${roleName(role)}`)
}

type Statement = { sql: string; values: unknown[] }

async function runAsRole(admin: Client, statement: Statement | null): Promise<Set<string>> {
  if (statement === null) return new Set()
  await admin.query('SAVEPOINT attempt')
  try {
    const { rows } = await admin.query<{ key?: string }>(statement.sql, statement.values)
    return new Set(rows.flatMap((row) => row.key ?? []))
  } catch {
    await admin.query('ROLLBACK TO SAVEPOINT attempt')
    return new Set()
  }
}

/** Null where the role has no grant of that kind at all: the catalogue's test is about those. */
function statementFor(attempt: Attempt, key: string[], target: Row): Statement | null {
  const { operation, table, everywhere } = attempt
  const grants: TableGrants = declaredGrants[attempt.role][table] ?? {}
  const where = everywhere || grants.select === undefined ? '' : `WHERE ${keyExpression(key)} = $1`
  const values = where === '' ? [] : [target.key]
  switch (operation) {
    case 'select':
      return grants.select === undefined
        ? null
        : { sql: `SELECT ${keyExpression(key)} AS key FROM ${table} ${where}`, values }
    case 'delete':
      return grants.delete === undefined ? null : { sql: `DELETE FROM ${table} ${where}`, values }
    case 'update': {
      const column = columnsOf(grants.update, target)[0]
      return column === undefined ? null : { sql: `UPDATE ${table} SET "${column}" = "${column}" ${where}`, values }
    }
    case 'steal':
      return stealStatement(table, grants, target, where)
    case 'insert':
      return insertStatement(table, grants, target)
  }
}

/** Tries to make rows over to the target's workspace and tenant. */
function stealStatement(table: string, grants: TableGrants, target: Row, where: string): Statement | null {
  const columns = columnsOf(grants.update, target).filter((column) => ['workspace_id', 'tenant_id'].includes(column))
  if (columns.length === 0) return null
  const values = columns.map((column) => target.data[column])
  const offset = where === '' ? 1 : 2
  const set = columns.map((column, index) => `"${column}" = $${index + offset}`).join(', ')
  return { sql: `UPDATE ${table} SET ${set} ${where}`, values: where === '' ? values : [target.key, ...values] }
}

/** Tries to add a row beside the target, like it in all but what must be unique. */
function insertStatement(table: string, grants: TableGrants, target: Row): Statement | null {
  const columns = columnsOf(grants.insert, target)
  if (columns.length === 0) return null
  const fresh = randomUUID()
  const number = Math.floor(Math.random() * 1e6) + 2
  const unique: Record<string, unknown> = {
    id: fresh,
    slug: `s-${fresh.slice(0, 30)}`,
    email: fresh,
    token: fresh,
    key: fresh,
    digest: fresh,
    machine: fresh,
    number,
    day: '2000-01-01',
  }
  const copy = { ...target.data, ...Object.fromEntries(Object.entries(unique).filter(([name]) => name in target.data)) }
  const names = columns.map((column) => `"${column}"`).join(', ')
  return {
    sql: `INSERT INTO ${table} (${names}) SELECT ${names} FROM jsonb_populate_record(NULL::${table}, $1)`,
    values: [JSON.stringify(copy)],
  }
}

function columnsOf(granted: TableGrants['update'], row: Row): readonly string[] {
  return granted === 'all' ? Object.keys(row.data) : (granted ?? [])
}

const keyExpression = (key: string[]) => `jsonb_build_array(${key.map((column) => `"${column}"`).join(', ')})::text`

/** Table → columns of its primary key. */
async function readPrimaryKeys(admin: Client): Promise<Map<string, string[]>> {
  const { rows } = await admin.query<{ name: string; key: string[] }>(`
    SELECT c.relname AS name,
      ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (i.indkey)) AS key
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE i.indisprimary AND c.relnamespace = 'public'::regnamespace AND c.relname <> '_prisma_migrations'
    ORDER BY 1`)
  return new Map(rows.map((row) => [row.name, row.key]))
}

async function readRows(admin: Client, keys: Map<string, string[]>): Promise<Row[]> {
  const parts = [...keys].map(
    ([table, key]) => `SELECT '${table}' AS "table", ${keyExpression(key)} AS key, ctid::text AS place,
      to_jsonb(t) AS data FROM ${table} t`,
  )
  const { rows } = await admin.query<Pick<Row, 'table' | 'key' | 'place' | 'data'>>(parts.join(' UNION ALL '))
  return rows.map((row) => ({ ...row, ...ownerOf(row.table, row.data) }))
}

function ownerOf(table: string, data: Record<string, unknown>): Pick<Row, 'workspaceId' | 'tenantId' | 'userId'> {
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  return {
    workspaceId: text(table === 'workspace' ? data.id : data.workspace_id),
    tenantId: text(table === 'tenant' ? data.id : data.tenant_id),
    userId: text(table === 'auth_user' ? data.id : data.userId),
  }
}

/** Rows that are new, gone, or elsewhere: as they were before, and as they are now. */
function changedRows(before: Row[], after: Row[]): Row[] {
  const identity = (row: Row) => `${row.table} ${row.key} ${row.place}`
  const [then, now] = [new Set(before.map(identity)), new Set(after.map(identity))]
  return [...before.filter((row) => !now.has(identity(row))), ...after.filter((row) => !then.has(identity(row)))]
}
