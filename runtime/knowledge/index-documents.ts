import { setImmediate as letOthersRun } from 'node:timers/promises'
import { BulkheadError } from '@/domain/errors'
import { brokerLimits } from '@/domain/runtime/broker-api'
import { messageOf } from '../host/log'
import type { Statements } from '../store/statements'
import type { IntakeDeps } from './document-intake'
import { passagesOf } from './documents'
import { knowledgeLimits } from './limits'
import { type DocumentType, type PlacedChunk, readDocument } from './read-document'
import { embedRows, withoutVector } from './shelf'

export type Indexer = { start(): void; idle(): Promise<void>; close(): Promise<void> }

type Deps = Omit<IntakeDeps, 'database' | 'now'> & { statements: Statements }

/** `content` null: its passages are stored already, and lack vectors at most. */
type Job = {
  collection: string
  id: string
  revision: string
  tries: number
  mediaType: DocumentType
  content: ArrayBuffer | null
}

/**
 * Indexes whatever document is in the state `indexing`, one after the other: the table is the queue, so a crash loses
 * nothing. The steps of one: its passages, in one transaction; their vectors, a batch at a time; `ready`.
 */
export function createIndexer(deps: Deps): Indexer {
  const stop = new AbortController()
  let running: Promise<void> | null = null

  const work = async () => {
    for (;;) {
      // After whoever uploaded it has had the answer.
      await letOthersRun()
      if (stop.signal.aborted) return
      const job = nextJob(deps.statements)
      if (job === null) return
      await indexOne(deps, job, stop.signal)
    }
  }
  const start = () => {
    if (running !== null || stop.signal.aborted) return
    running = work()
      .catch((error: unknown) => deps.log.error('indexing-stopped', { message: messageOf(error) }))
      .finally(() => {
        running = null
      })
  }
  const idle = async () => {
    while (running !== null) await running
  }
  return {
    start,
    idle,
    async close() {
      stop.abort()
      await idle()
    },
  }
}

function nextJob(statements: Statements): Job | null {
  const [job] = statements.rows<Job>(
    `SELECT collection, id, revision, tries, media_type AS mediaType, content FROM document
     WHERE state = 'indexing' ORDER BY added_at, id LIMIT 1`,
  )
  return job ?? null
}

async function indexOne(deps: Deps, job: Job, signal: AbortSignal): Promise<void> {
  const { statements, log } = deps
  try {
    if (job.content !== null) {
      if (job.tries >= knowledgeLimits.tries) throw ended()
      setTries(statements, job, job.tries + 1)
      const chunks = await readDocument(job.mediaType, Buffer.from(job.content), deps.readPdf, signal)
      if (!statements.together(() => storePassages(statements, job, chunks))) return
    }
    if (await embedPassages(deps, job, signal)) {
      setState(statements, job, 'ready', null)
      log.info('document-indexed')
    }
  } catch (error) {
    // Stopping is not its fault.
    if (signal.aborted) return setTries(statements, job, job.tries)
    const known = error instanceof BulkheadError
    log.warn('document-failed', known ? { code: error.code } : { message: messageOf(error) })
    setState(statements, job, 'failed', known ? error.message : 'Something went wrong on our side while it was read.')
  }
}

const ended = () =>
  new BulkheadError('too-large', 'The agent stopped each time this document was read. Upload it in parts, or as text.')

/** False when the document was removed or replaced meanwhile: that is another job. */
function storePassages(statements: Statements, job: Job, chunks: readonly PlacedChunk[]): boolean {
  const sql = 'UPDATE document SET content = NULL, tries = 0 WHERE collection = ? AND id = ? AND revision = ?'
  if (statements.run(sql, job.collection, job.id, job.revision) === 0) return false
  statements.run('DELETE FROM passage WHERE collection = ? AND document = ?', job.collection, job.id)
  requirePassages(statements, job.collection, chunks.length)
  chunks.forEach(({ heading, page, text }, position) => {
    statements.run(
      'INSERT INTO passage (collection, document, position, heading, page, text) VALUES (?, ?, ?, ?, ?, ?)',
      job.collection,
      job.id,
      position,
      heading,
      page,
      text,
    )
  })
  return true
}

function requirePassages(statements: Statements, collection: string, wanted: number): void {
  if (wanted === 0) throw new BulkheadError('bad-input', 'The document holds no text.')
  const sql = 'SELECT count(*) AS count FROM passage WHERE collection = ?'
  const count = statements.rows<{ count: number }>(sql, collection)[0]?.count ?? 0
  const limit = knowledgeLimits.passagesInCollection
  if (count + wanted <= limit) return
  throw new BulkheadError(
    'storage-full',
    `The document has ${wanted} passages. Its collection may hold ${limit}, of which ${count} are taken: ` +
      'remove documents from it, or use another collection.',
  )
}

/**
 * False when it was stopped. Without an embedding model, what is left is found by its words, and gets its vectors when it is
 * searched.
 */
async function embedPassages(deps: Deps, job: Job, signal: AbortSignal): Promise<boolean> {
  const shelf = passagesOf(deps.statements, { collection: job.collection, document: job.id })
  for (;;) {
    if (signal.aborted) return false
    const rows = withoutVector(shelf, brokerLimits.embeddingTexts)
    if (rows.length === 0) return true
    try {
      await embedRows(shelf, rows, deps.embed, signal)
    } catch (error) {
      if (!(error instanceof BulkheadError)) throw error
      return !signal.aborted
    }
  }
}

function setTries(statements: Statements, job: Job, tries: number): void {
  const sql = 'UPDATE document SET tries = ? WHERE collection = ? AND id = ? AND revision = ?'
  statements.run(sql, tries, job.collection, job.id, job.revision)
}

function setState(statements: Statements, job: Job, state: 'ready' | 'failed', why: string | null): void {
  statements.run(
    'UPDATE document SET state = ?, why = ?, content = NULL WHERE collection = ? AND id = ? AND revision = ?',
    state,
    why,
    job.collection,
    job.id,
    job.revision,
  )
}
