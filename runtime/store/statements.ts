import type { Database } from './open-store'

/** Prepared once and kept: preparing costs more than running. */
export type Statements = {
  rows<Row>(sql: string, ...values: unknown[]): Row[]
  /** Returns how many rows changed. */
  run(sql: string, ...values: unknown[]): number
  /** All or nothing. What is called inside another call joins it. */
  together<Result>(work: () => Result): Result
  /** As `together`, and on the disk itself before it returns: a loss of power takes nothing back. */
  durably<Result>(work: () => Result): Result
}

export function statementsOf(database: Database): Statements {
  const prepared = new Map<string, ReturnType<Database['prepare']>>()
  const statement = (sql: string) => {
    const known = prepared.get(sql)
    if (known !== undefined) return known
    const made = database.prepare(sql)
    prepared.set(sql, made)
    return made
  }
  const together = <Result>(work: () => Result): Result => {
    if (database.inTransaction) return work()
    statement('BEGIN IMMEDIATE').run()
    try {
      const result = work()
      statement('COMMIT').run()
      return result
    } catch (error) {
      if (database.inTransaction) statement('ROLLBACK').run()
      throw error
    }
  }
  return {
    // `all`, never `get`: libsql 0.5's `get` gives back the previous row when there is none.
    rows: <Row>(sql: string, ...values: unknown[]) => statement(sql).all(...values) as Row[],
    run: (sql, ...values) => statement(sql).run(...values).changes,
    together,
    durably: (work) => {
      database.pragma('synchronous = FULL')
      try {
        return together(work)
      } finally {
        database.pragma('synchronous = NORMAL')
      }
    },
  }
}
