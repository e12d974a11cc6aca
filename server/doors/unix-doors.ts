import { type FSWatcher, watch } from 'node:fs'
import { lstat, mkdir, readdir } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { type DoorName, doorSocketFile } from '@/domain/runtime/door-messages'
import type { Logger } from '@/server/log'
import { type DoorSocket, openDoorSocket } from './door-socket'

export type DoorListener = {
  /** Reads the folder now and resolves when what it shows is done. */
  refresh(): Promise<void>
  /** Closes every door and every connection that came through one. */
  close(): Promise<void>
}

export type DoorOptions = {
  /** With one folder per runtime, named by its id. Made when missing. */
  folder: string
  door: DoorName
  log: Logger
  /** The id comes from the folder whose socket accepted, never from what the peer says. */
  onConnection(runtimeId: string, socket: Socket): void
  /** The door is shut: its folder went, or was made anew. */
  onClosed?(runtimeId: string): void
}

const scanIntervalMs = 2_000
/** Every so many scans each open door is compared with what lies on disk. */
const scansPerVerification = 5
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * Keeps one socket open in every runtime's folder. Level-based: a watch makes it fast, a scan makes it certain. A door
 * that cannot be opened is logged once and tried again with each scan; the others are not held up by it.
 */
export async function listenAtDoors(options: DoorOptions): Promise<DoorListener> {
  const doors = new Doors(options)
  await doors.refresh()
  return { refresh: () => doors.refresh(), close: () => doors.close() }
}

type OpenDoor = { socket: DoorSocket; folderInode: number }

class Doors {
  readonly #options: DoorOptions
  readonly #open = new Map<string, OpenDoor>()
  /** Names that the watch reported: gone and made again between two scans they look unchanged. */
  readonly #suspects = new Set<string>()
  readonly #complaints = new Map<string, string>()
  readonly #timer: NodeJS.Timeout
  #watcher: { handle: FSWatcher; inode: number } | undefined
  #scans = 0
  #running: Promise<void> | undefined
  #queued: Promise<void> | undefined
  #closed = false

  constructor(options: DoorOptions) {
    this.#options = options
    this.#timer = setInterval(() => this.#scanSoon(), scanIntervalMs)
  }

  /** Never two scans at once; a call during one waits for the next, which starts after the call. */
  refresh(): Promise<void> {
    if (this.#running === undefined) return this.#start()
    this.#queued ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#queued = undefined
        return this.#start()
      })
    return this.#queued
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    this.#watcher?.handle.close()
    await this.#queued?.catch(() => undefined)
    await this.#running?.catch(() => undefined)
    await Promise.all([...this.#open.keys()].map((runtimeId) => this.#shut(runtimeId)))
  }

  #start(): Promise<void> {
    if (this.#closed) return Promise.resolve()
    const scan = this.#scan().finally(() => {
      if (this.#running === scan) this.#running = undefined
    })
    this.#running = scan
    return scan
  }

  #scanSoon(): void {
    if (this.#closed || this.#queued !== undefined) return
    this.refresh().catch((error: unknown) => this.#complain('', 'The doors folder cannot be read.', error))
  }

  async #scan(): Promise<void> {
    const { folder } = this.#options
    await mkdir(folder, { recursive: true, mode: 0o755 })
    await this.#ensureWatched()
    const suspects = new Set(this.#suspects)
    this.#suspects.clear()
    const verifyAll = this.#scans++ % scansPerVerification === 0
    const entries = await readdir(folder, { withFileTypes: true })
    const present = new Set<string>()
    const work: Promise<void>[] = []
    for (const entry of entries) {
      if (!uuid.test(entry.name)) continue
      if (!entry.isDirectory()) {
        this.#complain(entry.name, 'Not a folder (a link is refused): this door stays shut.')
        continue
      }
      present.add(entry.name)
      const known = this.#open.has(entry.name)
      if (!known || verifyAll || suspects.has(entry.name)) work.push(this.#ensureOpen(entry.name))
    }
    for (const runtimeId of this.#open.keys()) if (!present.has(runtimeId)) work.push(this.#shut(runtimeId))
    await Promise.all(work)
    const names = new Set(['', ...entries.map((entry) => entry.name)])
    for (const name of this.#complaints.keys()) if (!names.has(name)) this.#complaints.delete(name)
  }

  async #ensureOpen(runtimeId: string): Promise<void> {
    const folder = join(this.#options.folder, runtimeId)
    const path = join(folder, doorSocketFile(this.#options.door))
    try {
      if (await this.#isIntact(runtimeId, folder, path)) return
      await this.#shut(runtimeId)
      const found = await lstat(folder)
      if (this.#closed || !found.isDirectory()) return
      const socket = await openDoorSocket(path, (connection) => this.#options.onConnection(runtimeId, connection))
      this.#open.set(runtimeId, { socket, folderInode: found.ino })
      this.#complaints.delete(runtimeId)
    } catch (error) {
      const gone = (error as NodeJS.ErrnoException).code === 'ENOENT'
      if (!gone) this.#complain(runtimeId, 'This door cannot be opened. It is tried again until it can.', error)
    }
  }

  async #isIntact(runtimeId: string, folder: string, path: string): Promise<boolean> {
    const open = this.#open.get(runtimeId)
    if (open === undefined) return false
    const [folderNow, socketNow] = await Promise.all([lstat(folder), lstat(path).catch(() => null)])
    return folderNow.ino === open.folderInode && socketNow?.ino === open.socket.inode
  }

  async #shut(runtimeId: string): Promise<void> {
    const open = this.#open.get(runtimeId)
    if (open === undefined) return
    this.#open.delete(runtimeId)
    await open.socket.close()
    this.#options.onClosed?.(runtimeId)
  }

  /** The folder itself may be made anew: then the old watch is deaf. Without any watch the scan still finds everything. */
  async #ensureWatched(): Promise<void> {
    const { folder } = this.#options
    const inode = (await lstat(folder)).ino
    if (this.#watcher?.inode === inode || this.#closed) return
    this.#watcher?.handle.close()
    this.#watcher = undefined
    try {
      const handle = watch(folder, { persistent: false }, (_event, name) => {
        if (name !== null) this.#suspects.add(name)
        this.#scanSoon()
      })
      handle.on('error', (error) => this.#complain('', 'The watch on the doors folder was lost.', error))
      this.#watcher = { handle, inode }
    } catch (error) {
      this.#complain('', 'The doors folder cannot be watched; it is scanned instead.', error)
    }
  }

  /** Once per door and cause, not once per scan. */
  #complain(runtimeId: string, message: string, error?: unknown): void {
    const cause = error instanceof Error ? error.message : ''
    if (this.#complaints.get(runtimeId) === message + cause) return
    this.#complaints.set(runtimeId, message + cause)
    const { folder, door, log } = this.#options
    log.error({ door, folder: join(folder, runtimeId), cause }, message)
  }
}
