import { fileProblem } from './document-files'
import { DocumentsProblem } from './documents-problem'

export type Upload = {
  id: number
  file: File
  collection: string
  /** `failed`: with what is wrong; it stays until it is tried again or put away. */
  state: 'waiting' | 'sending' | 'failed'
  sentBytes: number
  problem: string | null
  /** Whether the same file may fare better another time. */
  mayRetry: boolean
}

export type SendUpload = (
  upload: { file: File; collection: string },
  onSent: (bytes: number) => void,
  signal: AbortSignal,
) => Promise<void>

export type UploadQueueDeps = {
  send: SendUpload
  onUploaded: (upload: { file: File; collection: string }) => void
  /** Waits until a busy runtime is asked again. */
  pause: (ms: number, signal: AbortSignal) => Promise<void>
}

/** Files on their way, in the order in which they were chosen. What has arrived is no longer here. */
export type UploadQueue = {
  subscribe(listener: () => void): () => void
  /** The same array until something changes. */
  uploads(): readonly Upload[]
  add(files: readonly File[], collection: string): void
  retry(id: number): void
  /** Breaks an upload off, or puts a failed one away. */
  remove(id: number): void
  /** Breaks everything off. */
  close(): void
}

/** A runtime reads three at once, from everybody together. */
const atOnce = 2
const busyWaitsMs = [1_000, 2_000, 4_000, 8_000]

export function createUploadQueue({ send, onUploaded, pause }: UploadQueueDeps): UploadQueue {
  const listeners = new Set<() => void>()
  const underWay = new Map<number, AbortController>()
  let uploads: readonly Upload[] = []
  let lastId = 0

  const set = (next: readonly Upload[]) => {
    uploads = next
    for (const listener of listeners) listener()
  }
  const change = (id: number, change: Partial<Upload>) =>
    set(uploads.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)))
  const drop = (id: number) => set(uploads.filter((upload) => upload.id !== id))

  const sendWhileBusy = async ({ id, ...upload }: Upload, signal: AbortSignal): Promise<void> => {
    for (const waitMs of [...busyWaitsMs, null]) {
      try {
        return await send(upload, (sentBytes) => change(id, { sentBytes }), signal)
      } catch (error) {
        if (waitMs === null || !isBusy(error)) throw error
        change(id, { sentBytes: 0 })
        await pause(waitMs, signal)
      }
    }
  }
  const run = async (upload: Upload) => {
    const stop = new AbortController()
    underWay.set(upload.id, stop)
    change(upload.id, { state: 'sending' })
    try {
      await sendWhileBusy(upload, stop.signal)
      drop(upload.id)
      onUploaded(upload)
    } catch (error) {
      if (!stop.signal.aborted) change(upload.id, { state: 'failed', ...failureOf(error) })
    } finally {
      underWay.delete(upload.id)
      startNext()
    }
  }
  const startNext = () => {
    const waiting = uploads.filter(({ state }) => state === 'waiting')
    for (const upload of waiting.slice(0, Math.max(0, atOnce - underWay.size))) void run(upload)
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    uploads: () => uploads,
    add(files, collection) {
      const added = files.map((file): Upload => {
        lastId += 1
        const problem = fileProblem(file)
        const state = problem === null ? 'waiting' : 'failed'
        return { id: lastId, file, collection, state, sentBytes: 0, problem, mayRetry: false }
      })
      set([...uploads, ...added])
      startNext()
    },
    retry(id) {
      change(id, { state: 'waiting', sentBytes: 0, problem: null })
      startNext()
    },
    remove(id) {
      underWay.get(id)?.abort()
      drop(id)
    },
    close() {
      for (const stop of underWay.values()) stop.abort()
      set([])
    },
  }
}

const isBusy = (error: unknown) => error instanceof DocumentsProblem && error.kind === 'busy'

function failureOf(error: unknown): Pick<Upload, 'problem' | 'mayRetry'> {
  if (error instanceof DocumentsProblem) return { problem: error.message, mayRetry: error.kind !== 'unfit' }
  return { problem: 'The upload failed on our side. Try again.', mayRetry: true }
}
