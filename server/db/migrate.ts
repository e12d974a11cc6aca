import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { BulkheadError } from '@/domain/errors'

/** Any number will do, as long as every installation of Bulkhead uses the same one. */
const advisoryLock = 4_871_002_026

export type MigrationResult = { applied: string[]; already: number }

/**
 * Applies `prisma/migrations/<name>/migration.sql` in order, each whole or not at all, one process at a time. Keeps
 * Prisma's own `_prisma_migrations` table, so that Prisma's tools can read where a database stands. A migration that
 * was changed after it was applied is refused, and so is a database that a newer Bulkhead has migrated.
 */
export async function migrate(ownerUrl: string, folder: string): Promise<MigrationResult> {
  const client = new Client({ connectionString: ownerUrl })
  // A connection that is lost fails the statement under way; told of by an event alone, it would end the process.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [advisoryLock])
    await ensureMigrationTable(client)
    const known = await client.query<{ migration_name: string; checksum: string }>(
      'SELECT migration_name, checksum FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    )
    const checksums = new Map(known.rows.map((row) => [row.migration_name, row.checksum]))
    const applied: string[] = []
    const migrations = await readMigrations(folder)
    refuseUnknown([...checksums.keys()], migrations)
    for (const migration of migrations) {
      const before = checksums.get(migration.name)
      if (before === migration.checksum) continue
      if (before !== undefined) {
        throw new BulkheadError('conflict', `Migration ${migration.name} was changed after it had been applied.`)
      }
      await applyOne(client, migration)
      applied.push(migration.name)
    }
    return { applied, already: checksums.size }
  } finally {
    await client.end()
  }
}

type Migration = { name: string; sql: string; checksum: string }

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

function refuseUnknown(applied: string[], migrations: Migration[]): void {
  const unknown = applied.filter((name) => !migrations.some((migration) => migration.name === name))
  if (unknown.length === 0) return
  throw new BulkheadError(
    'conflict',
    `This database was migrated by a newer version of Bulkhead (${unknown.join(', ')}). Run that version, or a newer one.`,
  )
}

async function applyOne(client: Client, migration: Migration): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(migration.sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), now(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    )
    await client.query('COMMIT')
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => {})
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new BulkheadError('internal', `Migration ${migration.name} failed and was rolled back: ${message}`, { cause })
  }
}

async function ensureMigrationTable(client: Client): Promise<void> {
  const exists = await client.query("SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS known")
  if (exists.rows[0]?.known === true) return
  await client.query(`
    BEGIN;
    CREATE TABLE _prisma_migrations (
      id varchar(36) PRIMARY KEY,
      checksum varchar(64) NOT NULL,
      finished_at timestamptz,
      migration_name varchar(255) NOT NULL,
      logs text,
      rolled_back_at timestamptz,
      started_at timestamptz NOT NULL DEFAULT now(),
      applied_steps_count integer NOT NULL DEFAULT 0
    );
    ALTER TABLE _prisma_migrations ENABLE ROW LEVEL SECURITY;
    ALTER TABLE _prisma_migrations FORCE ROW LEVEL SECURITY;
    CREATE POLICY owner_all ON _prisma_migrations TO CURRENT_USER USING (true) WITH CHECK (true);
    COMMIT;`)
}
