import { chmod, lstat, unlink } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { BulkheadError } from '@/domain/errors'

/** One listening socket of one runtime. */
export type DoorSocket = {
  /** Of the socket file: another inode at the same path is not ours. */
  readonly inode: number
  /** Stops listening, ends every accepted connection, and resolves when all of it is gone. */
  close(): Promise<void>
}

const probeTimeoutMs = 1_000

/**
 * Listens on a unix socket that anyone may dial (mode 0666: the folder's mount decides who can). What a dead
 * predecessor left behind is removed; where somebody still listens, or something other than a socket lies, it throws
 * `conflict` and touches nothing.
 */
export async function openDoorSocket(path: string, onConnection: (socket: Socket) => void): Promise<DoorSocket> {
  await removeStale(path)
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    // A peer that vanishes is no failure of ours: 'close' follows and tells whoever uses the socket.
    socket.on('error', () => socket.destroy())
    onConnection(socket)
  })
  await listen(server, path)
  const close = () => closeServer(server, sockets)
  try {
    await chmod(path, 0o666)
    return { inode: (await lstat(path)).ino, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function removeStale(path: string): Promise<void> {
  const found = await lstat(path).catch(() => null)
  if (found === null) return
  if (!found.isSocket()) {
    throw new BulkheadError('conflict', `${path} is not a socket. Remove it, then this door will open.`)
  }
  if (await isAnswered(path)) {
    throw new BulkheadError('conflict', `Another process already listens on ${path}. Stop it first.`)
  }
  await unlink(path).catch(ignoreMissing)
}

/** Only a refused connection proves that nobody listens; a full backlog or a slow answer does not. */
function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    const settle = (answered: boolean) => {
      socket.destroy()
      resolve(answered)
    }
    socket.setTimeout(probeTimeoutMs, () => settle(true))
    socket.once('connect', () => settle(true))
    socket.once('error', (error: NodeJS.ErrnoException) => {
      settle(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT')
    })
  })
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ path, backlog: 511 }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function closeServer(server: Server, sockets: Set<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    for (const socket of sockets) socket.destroy()
  })
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
