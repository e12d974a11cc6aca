import type { FileReference } from '../interpreter/block-runner'
import type { Statements } from './statements'

export type StoredMessage = {
  seq: number
  run: string
  role: 'user' | 'assistant'
  content: string
  files: readonly FileReference[]
  createdAt: string
}

export type NewMessage = { session: string; run: string; role: StoredMessage['role']; content: string; at: number } & {
  files?: readonly FileReference[]
}

export type SessionRecord = { id: string; bundleDigest: string; createdAt: string; updatedAt: string }

/** The tenant's conversations. Content never leaves this file's database. */
export type Conversations = {
  findSession(id: string): SessionRecord | null
  /** The newest sessions first; `before` is the `updatedAt` of the last one seen. */
  sessions(limit: number, before: string | null): SessionRecord[]
  /** The newest `limit` messages after `after` and before `before`, oldest first. */
  messages(session: string, limit: number, after?: number, before?: number): StoredMessage[]
  add(message: NewMessage): void
  summary(session: string): { upto: number; text: string } | null
  keepSummary(session: string, summary: { upto: number; text: string }): void
}

type SessionRow = { id: string; bundle_digest: string; created_at: string; updated_at: string }
type MessageRow = {
  seq: number
  run_id: string
  role: StoredMessage['role']
  content: string
  files: string | null
  created_at: string
}

export function createConversations({ rows, run }: Statements): Conversations {
  return {
    findSession: (id) => rows<SessionRow>('SELECT * FROM session WHERE id = ?', id).map(toSession)[0] ?? null,
    sessions: (limit, before) =>
      rows<SessionRow>(
        'SELECT * FROM session WHERE updated_at < ? ORDER BY updated_at DESC, id LIMIT ?',
        before ?? '9',
        limit,
      ).map(toSession),
    messages: (session, limit, after = 0, before = Number.MAX_SAFE_INTEGER) =>
      rows<MessageRow>(
        'SELECT * FROM message WHERE session_id = ? AND seq > ? AND seq < ? ORDER BY seq DESC LIMIT ?',
        session,
        after,
        before,
        limit,
      )
        .reverse()
        .map(toMessage),
    add: ({ session, run: runId, role, content, at, files }) =>
      void run(
        'INSERT INTO message (session_id, run_id, role, content, files, created_at) VALUES (?, ?, ?, ?, ?, ?)',
        session,
        runId,
        role,
        // libsql gives a text back only up to its first NUL.
        content.replaceAll('\0', ''),
        files === undefined || files.length === 0 ? null : JSON.stringify(files),
        new Date(at).toISOString(),
      ),
    summary: (session) =>
      rows<{ upto: number; text: string }>('SELECT upto, text FROM summary WHERE session_id = ?', session)[0] ?? null,
    keepSummary: (session, { upto, text }) =>
      void run(
        `INSERT INTO summary (session_id, upto, text) VALUES (?, ?, ?)
         ON CONFLICT (session_id) DO UPDATE SET upto = excluded.upto, text = excluded.text`,
        session,
        upto,
        text,
      ),
  }
}

function toSession(row: SessionRow): SessionRecord {
  return { id: row.id, bundleDigest: row.bundle_digest, createdAt: row.created_at, updatedAt: row.updated_at }
}

function toMessage(row: MessageRow): StoredMessage {
  return {
    seq: row.seq,
    run: row.run_id,
    role: row.role,
    content: row.content,
    files: row.files === null ? [] : (JSON.parse(row.files) as FileReference[]),
    createdAt: row.created_at,
  }
}
