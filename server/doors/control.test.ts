import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { FromRuntime } from '@/domain/runtime/door-messages'
import { createLogger } from '@/server/log'
import { type ControlPeer, serveControlDoors } from './control'
import { createDoorsFolder, type DoorsFolder, dial } from './testing/doors-folder'
import { waitFor } from './testing/wait-for'
import type { DoorListener } from './unix-doors'

let doors: DoorsFolder
let listener: DoorListener
let runtimeId: string
let peers: ControlPeer[]
let events: string[]
let messages: FromRuntime[]

beforeEach(async () => {
  doors = await createDoorsFolder()
  runtimeId = await doors.addRuntime()
  peers = []
  events = []
  messages = []
  listener = await serveControlDoors({
    folder: doors.path,
    log: createLogger('test', 'silent'),
    onConnect: (peer) => events.push(`connect ${peers.push(peer)}`),
    onMessage: (_peer, message) => messages.push(message),
    onDisconnect: (peer) => events.push(`disconnect ${peers.indexOf(peer) + 1}`),
  })
})
afterEach(async () => {
  await listener.close()
  await doors.remove()
})

const reach = () => dial(doors.socketPath(runtimeId, 'control'))
const digest = `sha256:${'a'.repeat(64)}`
const hello = {
  type: 'hello',
  protocol: 1,
  bootId: randomUUID(),
  runtimeVersion: '1',
  bootGeneration: 1,
  active: null,
  guards: { checkedAt: new Date().toISOString(), results: [] },
}
const line = (value: unknown) => `${JSON.stringify(value)}\n`

it('delivers what the runtime says, and to the runtime what the controller says', async () => {
  const socket = await reach()
  let received = ''
  socket.on('data', (bytes) => {
    received += bytes
  })
  socket.write(line(hello))
  await waitFor('hello', () => messages.length === 1)
  expect(messages).toEqual([hello])
  const bundle = { payload: '{"é":1}', digest, signature: 'AAAA' }
  peers[0]?.send({ type: 'apply-bundle', generation: 2, bundle })
  await waitFor('the bundle', () => received.endsWith('\n'))
  expect(JSON.parse(received)).toEqual({ type: 'apply-bundle', generation: 2, bundle })
})

it('has one connection per runtime: a newer one replaces the older, whose end is told first', async () => {
  const first = await reach()
  await waitFor('first', () => peers.length === 1)
  await reach()
  await waitFor('second', () => peers.length === 2)
  await waitFor('the first is cut', () => first.destroyed || !first.readable)
  expect(events).toEqual(['connect 1', 'disconnect 1', 'connect 2'])
})

it.each([
  ['no JSON', 'nonsense\n'],
  ['an unknown type', line({ type: 'give-me-everything' })],
  ['an extra field', line({ ...hello, runtimeId: randomUUID() })],
  ['bytes that are not UTF-8', Buffer.from([0xfe, 0x0a])],
  ['an endless line', 'x'.repeat(1_000_001)],
])('closes a peer that sends %s, and hears nothing of it', async (_name, bytes) => {
  const socket = await reach()
  socket.write(bytes)
  await waitFor('cut', () => events.length === 2)
  expect(events).toEqual(['connect 1', 'disconnect 1'])
  expect(messages).toEqual([])
})

it('closes a peer that talks far too much', async () => {
  const socket = await reach()
  socket.write(line(hello).repeat(1_000))
  await waitFor('cut', () => events.includes('disconnect 1'))
  expect(messages.length).toBeLessThanOrEqual(210)
})

it('tells the death of a runtime once', async () => {
  const socket = await reach()
  await waitFor('connected', () => peers.length === 1)
  socket.destroy()
  await waitFor('told', () => events.length === 2)
  peers[0]?.close('again')
  peers[0]?.send({ type: 'apply-bundle', generation: 1, bundle: { payload: '', digest, signature: '' } })
  expect(events).toEqual(['connect 1', 'disconnect 1'])
})
