import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { type IncomingMessage, request } from 'node:http'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import {
  type ApprovalDecision,
  doorNames,
  doorSocketFile,
  type FromRuntime,
  fromRuntimeSchema,
  type ToRuntime,
} from '@/domain/runtime/door-messages'
import { ids } from './bundles'
import { createTestBroker, type TestBroker } from './test-broker'
import { waitFor } from './wait-for'

export type Answer = { status: number; headers: IncomingMessage['headers']; text: string; json: () => unknown }

/** The host's side of one runtime's doors, on real unix sockets: controller, gateway and broker in one. */
export type TestHost = {
  runtimeId: string
  /** Holds `d/<runtime>` and `data/<runtime>`, as an engine lays them out. */
  folder: string
  doors: string
  data: string
  broker: TestBroker
  messages: FromRuntime[]
  spare: () => number
  send(message: ToRuntime): void
  /** A person has decided: said now, and again after each report in which the question is still open. */
  decide(decision: Omit<ApprovalDecision, 'type'>): void
  /** The next message of this type that has not been taken yet. */
  take<Type extends FromRuntime['type']>(type: Type): Promise<Extract<FromRuntime, { type: Type }>>
  /** One waiting ingress connection, for the caller to use. */
  socket(): Promise<Socket>
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  listen(): Promise<void>
  /** As if all three host processes had died. */
  hangUp(): Promise<void>
  remove(): Promise<void>
}

export async function createTestHost(runtimeId: string = ids.runtime): Promise<TestHost> {
  const folder = await mkdtemp('/tmp/bh-')
  const doors = join(folder, 'd', runtimeId)
  const data = join(folder, 'data', runtimeId)
  mkdirSync(doors, { recursive: true })
  mkdirSync(data, { recursive: true })
  const broker = createTestBroker()
  broker.identity.runtimeId = runtimeId
  const messages: FromRuntime[] = []
  const ingress = new Set<Socket>()
  const open = new Set<Socket>()
  let servers: Server[] = []
  let control: Socket | null = null
  const decisions = new Map<string, ApprovalDecision>()

  const track = (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => {
      open.delete(socket)
      ingress.delete(socket)
    })
  }

  const send = (message: ToRuntime) => void control?.write(`${JSON.stringify(message)}\n`)
  const hear = (message: FromRuntime) => {
    messages.push(message)
    if (message.type !== 'approvals') return
    for (const { id } of message.open) {
      const decision = decisions.get(id)
      if (decision !== undefined) send(decision)
    }
  }

  const onControl = (socket: Socket) => {
    control = socket
    let rest = ''
    socket.on('data', (chunk) => {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) hear(fromRuntimeSchema.parse(JSON.parse(line)))
    })
  }

  const host: TestHost = {
    runtimeId,
    folder,
    doors,
    data,
    broker,
    messages,
    spare: () => ingress.size,
    send,
    decide(given) {
      const decision: ApprovalDecision = { type: 'approval-decided', ...given }
      decisions.set(decision.id, decision)
      send(decision)
    },
    take: (type) =>
      waitFor(`${type} (there is: ${messages.map((message) => message.type)})`, () => {
        const index = messages.findIndex((message) => message.type === type)
        return index === -1 ? null : (messages.splice(index, 1)[0] as Extract<FromRuntime, { type: typeof type }>)
      }),
    async socket() {
      // One that says something unasked is about to close: see `notAccepted` in ingress-dialler.ts.
      const isWaiting = (one: Socket) => !one.destroyed && one.readableLength === 0
      const socket = await waitFor('an ingress connection', () => [...ingress].find(isWaiting))
      ingress.delete(socket)
      return socket
    },
    async ask(method, path, body, headers = {}) {
      const socket = await host.socket()
      const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
      return exchange(socket, method, path, text, headers)
    },
    async listen() {
      const accept = {
        control: onControl,
        ingress: (socket: Socket) => ingress.add(socket),
        broker: (socket: Socket) => broker.server.emit('connection', socket),
      }
      servers = await Promise.all(
        doorNames.map((door) =>
          listenOn(join(doors, doorSocketFile(door)), (socket) => {
            track(socket)
            accept[door](socket)
          }),
        ),
      )
    },
    async hangUp() {
      for (const socket of open) socket.destroy()
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
    },
    async remove() {
      await host.hangUp()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await host.listen()
  return host
}

function listenOn(path: string, onConnection: (socket: Socket) => void): Promise<Server> {
  rmSync(path, { force: true })
  const server = createServer(onConnection)
  return new Promise((resolve) =>
    server.listen(path, () => {
      chmodSync(path, 0o666)
      resolve(server)
    }),
  )
}

function exchange(
  socket: Socket,
  method: string,
  path: string,
  body: string | undefined,
  headers: Record<string, string>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const type = body === undefined ? {} : { 'content-type': 'application/json' }
    const createConnection = () => socket
    const outgoing = request({
      createConnection,
      method,
      path,
      headers: { host: 'acme.localhost', ...type, ...headers },
    })
    outgoing.once('error', reject)
    outgoing.once('response', (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk
      })
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: () => JSON.parse(text) }),
      )
      response.once('error', reject)
    })
    outgoing.end(body)
  })
}
