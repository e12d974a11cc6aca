import type { ErrorCode } from '@/domain/errors'
import type { Database } from './open-store'

export type StoredMessage = { role: 'user' | 'assistant'; content: string; createdAt: string }

export type FinishedTurn = {
  id: string
  session: string
  bundleDigest: string
  startedAt: Date
  durationMs: number
  blueprintVersion: number
  demo: boolean
  inputTokens: number
  outputTokens: number
} & ({ outcome: 'ok'; said: string; reply: string } | { outcome: 'error'; errorCode: ErrorCode })

export type SessionRecord = { id: string; bundleDigest: string; createdAt: string }

/** The tenant's conversations. Content never leaves this file's database. */
export type Conversations = {
  findSession(id: string): SessionRecord | null
  /** The newest `limit` messages, oldest first. */
  messages(session: string, limit: number): StoredMessage[]
  /** One transaction: a turn is stored whole or not at all. */
  record(turn: FinishedTurn): void
}

export function createConversations(database: Database): Conversations {
  // `all`, never `get`: libsql 0.5's `get` gives back the previous row when there is none.
  const rows = <Row>(sql: string, ...values: unknown[]) => database.prepare(sql).all(...values) as Row[]
  const run = (sql: string, ...values: unknown[]) => void database.prepare(sql).run(...values)

  const addMessage = (turn: FinishedTurn, role: StoredMessage['role'], content: string, at: Date) =>
    run(
      'INSERT INTO message (session_id, turn_id, role, content, created_at) VALUES (?, ?, ?, ?, ?)',
      turn.session,
      turn.id,
      role,
      content,
      at.toISOString(),
    )

  return {
    findSession(id) {
      const [row] = rows<{ id: string; bundle_digest: string; created_at: string }>(
        'SELECT id, bundle_digest, created_at FROM session WHERE id = ?',
        id,
      )
      return row === undefined ? null : { id: row.id, bundleDigest: row.bundle_digest, createdAt: row.created_at }
    },

    messages(session, limit) {
      const newest = rows<{ role: StoredMessage['role']; content: string; created_at: string }>(
        'SELECT role, content, created_at FROM message WHERE session_id = ? ORDER BY seq DESC LIMIT ?',
        session,
        limit,
      )
      return newest.reverse().map(({ role, content, created_at }) => ({ role, content, createdAt: created_at }))
    },

    record: (turn) => {
      const endedAt = new Date(turn.startedAt.getTime() + turn.durationMs)
      database.transaction(() => {
        run(
          `INSERT INTO session (id, bundle_digest, created_at, updated_at) VALUES (?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET bundle_digest = excluded.bundle_digest, updated_at = excluded.updated_at`,
          turn.session,
          turn.bundleDigest,
          turn.startedAt.toISOString(),
          endedAt.toISOString(),
        )
        run(
          `INSERT INTO turn (id, session_id, started_at, duration_ms, outcome, error_code, blueprint_version, demo,
             input_tokens, output_tokens) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          turn.id,
          turn.session,
          turn.startedAt.toISOString(),
          turn.durationMs,
          turn.outcome,
          turn.outcome === 'error' ? turn.errorCode : null,
          turn.blueprintVersion,
          turn.demo ? 1 : 0,
          turn.inputTokens,
          turn.outputTokens,
        )
        if (turn.outcome === 'error') return
        addMessage(turn, 'user', turn.said, turn.startedAt)
        if (turn.reply !== '') addMessage(turn, 'assistant', turn.reply, endedAt)
      })()
    },
  }
}
