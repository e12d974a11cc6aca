import type { Socket } from 'node:net'
import { BulkheadError } from '@/domain/errors'
import {
  type FromRuntime,
  fromRuntimeSchema,
  maxControlLineBytes,
  type ToRuntime,
} from '@/domain/runtime/door-messages'
import type { Logger } from '@/server/log'
import { createLineSplitter, encodeLine } from './ndjson'
import { createTokenBucket } from './token-bucket'
import { type DoorListener, listenAtDoors } from './unix-doors'

/** One runtime's open control connection. At most one per runtime. */
export type ControlPeer = {
  readonly runtimeId: string
  /** After the connection's end this does nothing: `onDisconnect` has told. Throws `too-large` over the line limit. */
  send(message: ToRuntime): void
  close(reason: string): void
}

export type ControlDoorOptions = {
  folder: string
  log: Logger
  onConnect(peer: ControlPeer): void
  onMessage(peer: ControlPeer, message: FromRuntime): void
  /** Exactly once for each `onConnect`. */
  onDisconnect(peer: ControlPeer): void
}

/** What a runtime may say: far above what an honest one does. */
const fromRuntimeLimits = { lineBytes: 1_000_000, burst: 200, perSecond: 20 } as const
/** A peer that does not read is cut off before it costs us more than this. */
const maxUnsentBytes = maxControlLineBytes * 3

/** The control doors of all runtimes: framing, limits and schema stop here; what passes is a `FromRuntime`. */
export function serveControlDoors(options: ControlDoorOptions): Promise<DoorListener> {
  const peers = new Map<string, Connection>()
  return listenAtDoors({
    folder: options.folder,
    door: 'control',
    log: options.log,
    onConnection(runtimeId, socket) {
      peers.get(runtimeId)?.end('replaced by a newer connection')
      const connection = connect(runtimeId, socket, options, () => {
        if (peers.get(runtimeId) === connection) peers.delete(runtimeId)
      })
      peers.set(runtimeId, connection)
      options.onConnect(connection.peer)
    },
  })
}

type Connection = { peer: ControlPeer; end(reason: string): void }

function connect(runtimeId: string, socket: Socket, options: ControlDoorOptions, forget: () => void): Connection {
  const split = createLineSplitter(fromRuntimeLimits.lineBytes)
  const bucket = createTokenBucket(fromRuntimeLimits)
  let ended = false

  const end = (reason: string) => {
    if (ended) return
    ended = true
    forget()
    socket.destroy()
    options.log.info({ runtimeId, reason }, 'control connection ended')
    options.onDisconnect(peer)
  }

  const peer: ControlPeer = {
    runtimeId,
    send(message) {
      if (ended) return
      const line = encodeLine(message)
      if (line.length > maxControlLineBytes) {
        throw new BulkheadError('too-large', `A message of ${line.length} bytes does not fit through a control door.`)
      }
      if (socket.writableLength + line.length > maxUnsentBytes) end('the runtime does not read')
      else socket.write(line)
    },
    close: end,
  }

  const guarded = <T>(work: () => T): T | undefined => {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof BulkheadError)) throw error
      options.log.warn({ runtimeId, code: error.code, details: error.details }, error.message)
      end(error.message)
    }
  }

  socket.on('data', (chunk: Buffer) => {
    for (const line of guarded(() => split(chunk)) ?? []) {
      const message = guarded(() => {
        if (!bucket.take()) throw new BulkheadError('over-limit', 'Too many control messages.')
        return parseMessage(line)
      })
      if (message === undefined || ended) return
      options.onMessage(peer, message)
    }
  })
  socket.once('end', () => end('closed by the runtime'))
  socket.once('close', () => end('connection lost'))
  return { peer, end }
}

/** What was wrong and where, never what was said. */
function parseMessage(line: string): FromRuntime {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new BulkheadError('bad-input', 'A control message is not JSON.')
  }
  const result = fromRuntimeSchema.safeParse(value)
  if (result.success) return result.data
  const where = result.error.issues.slice(0, 5).map((issue) => ({ path: issue.path.join('.'), problem: issue.code }))
  throw new BulkheadError('bad-input', 'A control message does not follow the protocol.', { details: { where } })
}
