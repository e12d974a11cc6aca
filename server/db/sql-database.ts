import { Pool, type QueryResult } from 'pg'
import { GatheringSocket } from './gathering-socket'
import { beginInScope, type Scope } from './scope'
import type { SqlTransaction } from './sql'

/**
 * PostgreSQL without the ORM, for processes that do the same few statements thousands of times: each is prepared once
 * a connection, and what is asked for at the same moment travels together (docs/adr/010). Outside a scope a statement
 * sees only what needs none.
 */
export type SqlDatabase = SqlTransaction & {
  /** Runs `work` in one transaction whose scope ends with it. BEGIN and scope travel with its first statements. */
  inScope<T>(scope: Scope, work: (tx: SqlTransaction) => Promise<T>): Promise<T>
  close(): Promise<void>
}

const limits = { connectMs: 10_000, statementMs: 30_000 } as const

export function connectSql(
  url: string,
  options: { poolSize?: number; onConnectionLost: (error: Error) => void },
): SqlDatabase {
  const pool = new Pool({
    connectionString: url,
    // Few, kept, and the last used first: each has to connect, and to plan every statement, but once.
    max: options.poolSize ?? 6,
    idleTimeoutMillis: 0,
    application_name: 'bulkhead',
    pipeline: true,
    stream: () => new GatheringSocket(),
    keepAlive: true,
    connectionTimeoutMillis: limits.connectMs,
    statement_timeout: limits.statementMs,
    idle_in_transaction_session_timeout: limits.statementMs,
    // Every statement finds its rows by id, whatever the values: planning anew took longer than running.
    options: '-c plan_cache_mode=force_generic_plan',
  })
  pool.on('error', options.onConnectionLost)
  // A connection that breaks in use fails the statements that wait for it; without this it would end the process too.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return {
    ...statementsOver((query) => pool.query(query)),
    async inScope(scope, work) {
      const client = await pool.connect()
      let broken: Error | undefined
      try {
        return await inTransaction(
          (query) => client.query(query),
          scope,
          work,
          (error) => {
            broken = error
          },
        )
      } finally {
        client.release(broken)
      }
    },
    close: () => pool.end(),
  }
}

type Statement = { text: string; name?: string; values?: unknown[] }
type Send = (statement: Statement) => Promise<QueryResult>

async function inTransaction<T>(
  send: Send,
  scope: Scope,
  work: (tx: SqlTransaction) => Promise<T>,
  onBroken: (error: Error) => void,
): Promise<T> {
  let open = true
  let failure: unknown
  const tx = statementsOver((statement) => {
    // The connection may be somebody else's by now.
    if (!open) return Promise.reject(new Error('a statement came after the end of its transaction'))
    return send(statement).catch((error: unknown) => {
      failure ??= error
      throw error
    })
  })
  const begun = send({ text: beginInScope(scope) })
  try {
    const [result] = await Promise.all([work(tx), begun])
    open = false
    // PostgreSQL answers COMMIT with ROLLBACK when a statement failed, even if nobody looked at its error.
    const { command } = await send({ text: 'COMMIT' })
    if (command !== 'COMMIT')
      throw new Error('a transaction was not kept: a statement of it had failed', { cause: failure })
    return result
  } catch (error) {
    open = false
    await send({ text: 'ROLLBACK' }).catch(onBroken)
    throw error
  }
}

/** A template is one place in the code: its text is put together, and prepared, once. */
const known = new WeakMap<TemplateStringsArray, { text: string; name: string }>()
let names = 0

function statementsOver(send: Send): SqlTransaction {
  const run = (sql: TemplateStringsArray, values: unknown[]) => {
    let statement = known.get(sql)
    if (statement === undefined) {
      names += 1
      statement = { text: sql.reduce((text, part, index) => `${text}$${index}${part}`), name: `bulkhead_${names}` }
      known.set(sql, statement)
    }
    return send({ ...statement, values })
  }
  return {
    // The caller names the row's type, as with Prisma: PostgreSQL's answer has none that TypeScript could know.
    $queryRaw: async <T>(sql: TemplateStringsArray, ...values: unknown[]) => (await run(sql, values)).rows as T,
    $executeRaw: async (sql, ...values) => (await run(sql, values)).rowCount ?? 0,
  }
}
