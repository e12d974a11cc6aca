import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { lstat, mkdir, symlink, writeFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLogger } from '@/server/log'
import { createDoorsFolder, type DoorsFolder, dial } from './testing/doors-folder'
import { waitFor } from './testing/wait-for'
import { type DoorListener, listenAtDoors } from './unix-doors'

let doors: DoorsFolder
let listeners: DoorListener[]
let accepted: string[]
let closed: string[]

beforeEach(async () => {
  doors = await createDoorsFolder()
  listeners = []
  accepted = []
  closed = []
})
afterEach(async () => {
  await Promise.all(listeners.map((listener) => listener.close()))
  await doors.remove()
})

async function open(onConnection: (runtimeId: string, socket: Socket) => void = (id) => accepted.push(id)) {
  const listener = await listenAtDoors({
    folder: doors.path,
    door: 'ingress',
    log: createLogger('test', 'silent'),
    onConnection,
    onClosed: (runtimeId) => closed.push(runtimeId),
  })
  listeners.push(listener)
  return listener
}

const reach = (runtimeId: string) => dial(doors.socketPath(runtimeId, 'ingress'))
const isReachable = (runtimeId: string) =>
  reach(runtimeId).then(
    (socket) => socket.destroy() !== undefined,
    () => false,
  )

it('says who calls by the socket that accepted, whatever the bytes claim', async () => {
  const [one, other] = [await doors.addRuntime(), await doors.addRuntime()]
  const said: [string, string][] = []
  await open((runtimeId, socket) => socket.on('data', (bytes) => said.push([runtimeId, String(bytes)])))
  const socket = await reach(one)
  socket.write(`I am ${other}`)
  await waitFor('the bytes arrive', () => said.length === 1)
  expect(said).toEqual([[one, `I am ${other}`]])
})

it('opens a door when its folder appears, shuts it when the folder goes, and opens it again when it is made anew', async () => {
  await open()
  const id = await doors.addRuntime()
  await waitFor('the door opens', () => isReachable(id))
  await doors.removeRuntime(id)
  await waitFor('the door is shut', () => closed.includes(id))
  await doors.addRuntime(id)
  await waitFor('the door opens again', () => isReachable(id))
})

it('finds a folder that was made anew between two scans', async () => {
  const id = await doors.addRuntime()
  await open()
  await doors.removeRuntime(id)
  await doors.addRuntime(id)
  await waitFor('the new door opens', () => isReachable(id))
})

it('lets any user dial: the socket has mode 0666', async () => {
  const id = await doors.addRuntime()
  await open()
  expect((await lstat(doors.socketPath(id, 'ingress'))).mode & 0o777).toBe(0o666)
})

it('takes over the socket that a killed predecessor left behind', async () => {
  const id = await doors.addRuntime()
  const path = doors.socketPath(id, 'ingress')
  const program = `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`
  expect(() => execFileSync(process.execPath, ['-e', program])).toThrow()
  expect((await lstat(path)).isSocket()).toBe(true)
  await open()
  expect(await isReachable(id)).toBe(true)
})

it('leaves a door to the living process that listens there, and takes it when that one has gone', async () => {
  const id = await doors.addRuntime()
  const first = await open((runtimeId) => accepted.push(`first ${runtimeId}`))
  const second = await open((runtimeId) => accepted.push(`second ${runtimeId}`))
  const isFirsts = () => accepted.at(-1) === `first ${id}`
  await reach(id)
  await waitFor('the first still answers', isFirsts)
  await first.close()
  await second.refresh()
  await reach(id)
  await waitFor('the second answers', () => accepted.at(-1) === `second ${id}`)
})

it('refuses links and whatever is no runtime, and opens the honest doors all the same', async () => {
  const honest = await doors.addRuntime()
  const [linked, file, blocked] = [randomUUID(), randomUUID(), await doors.addRuntime()]
  const elsewhere = join(doors.path, 'elsewhere')
  await mkdir(elsewhere)
  await symlink(elsewhere, join(doors.path, linked))
  await writeFile(join(doors.path, file), '')
  await writeFile(doors.socketPath(blocked, 'ingress'), 'not a socket')
  await open()
  expect(await isReachable(honest)).toBe(true)
  await expect(lstat(join(elsewhere, 'ingress.sock'))).rejects.toThrow('ENOENT')
  expect((await lstat(doors.socketPath(blocked, 'ingress'))).isFile()).toBe(true)
})

it('opens a door again when its socket file was deleted', async () => {
  const id = await doors.addRuntime()
  const listener = await open()
  execFileSync('rm', [doors.socketPath(id, 'ingress')])
  await waitFor('the door is back', async () => {
    await listener.refresh()
    return isReachable(id)
  })
})

it('ends every connection when it closes, and leaves no socket file', async () => {
  const id = await doors.addRuntime()
  const listener = await open()
  const socket = await reach(id)
  await waitFor('accepted', () => accepted.length === 1)
  await listener.close()
  await waitFor('the connection ends', () => socket.destroyed || socket.readableEnded || !socket.readable)
  await expect(lstat(doors.socketPath(id, 'ingress'))).rejects.toThrow('ENOENT')
})
