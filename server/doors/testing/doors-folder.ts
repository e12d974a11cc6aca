import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DoorName } from '@/domain/runtime/door-messages'

/** A doors folder as an engine keeps it, in a path short enough for unix sockets. */
export type DoorsFolder = {
  path: string
  addRuntime(runtimeId?: string): Promise<string>
  removeRuntime(runtimeId: string): Promise<void>
  socketPath(runtimeId: string, door: DoorName): string
  remove(): Promise<void>
}

export async function createDoorsFolder(): Promise<DoorsFolder> {
  const path = await mkdtemp(join(tmpdir(), 'bh-doors-'))
  return {
    path,
    async addRuntime(runtimeId = randomUUID()) {
      await mkdir(join(path, runtimeId), { mode: 0o755 })
      return runtimeId
    },
    removeRuntime: (runtimeId) => rm(join(path, runtimeId), { recursive: true, force: true }),
    socketPath: (runtimeId, door) => join(path, runtimeId, `${door}.sock`),
    remove: () => rm(path, { recursive: true, force: true }),
  }
}

export function dial(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path, () => {
      socket.off('error', reject)
      socket.on('error', () => socket.destroy())
      resolve(socket)
    })
    socket.once('error', reject)
  })
}
