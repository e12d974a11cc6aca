import type { SignedBundle } from '@/domain/runtime/bundle'
import type { FromRuntime, OpenApproval, RuntimeStatus, ToRuntime, TurnTelemetry } from '@/domain/runtime/door-messages'
import type { ControlPeer } from '@/server/doors/control'
import type { ControlPeers, LastWords, LivePeer } from '@/server/machines/control-peers'

export type ControlHubOptions = {
  /** Something is to be seen at this runtime that was not there before: its strand should look. */
  onChange: (runtimeId: string) => void
  onTurns: (runtimeId: string, turns: TurnTelemetry[]) => void
  onStatus: (runtimeId: string, status: RuntimeStatus) => void
  onApprovals: (runtimeId: string, open: OpenApproval[]) => void
  /** Its control door is down. */
  onGone: (runtimeId: string) => void
}

/** Who is there now, from what came through the control doors. */
export class ControlHub implements ControlPeers {
  readonly #options: ControlHubOptions
  readonly #peers = new Map<string, Peer>()
  readonly #lastWords = new Map<string, LastWords>()

  constructor(options: ControlHubOptions) {
    this.#options = options
  }

  get(runtimeId: string): LivePeer | null {
    return this.#peers.get(runtimeId) ?? null
  }

  lastWords(runtimeId: string): LastWords | null {
    return this.#lastWords.get(runtimeId) ?? null
  }

  /** To a runtime that has said hello; a message for one that is not there is nobody's. */
  send(runtimeId: string, message: ToRuntime): void {
    this.#peers.get(runtimeId)?.connection.send(message)
  }

  onConnect(connection: ControlPeer): void {
    this.#lastWords.delete(connection.runtimeId)
  }

  onDisconnect(connection: ControlPeer): void {
    const { runtimeId } = connection
    const peer = this.#peers.get(runtimeId)
    if (peer !== undefined && peer.connection !== connection) return
    this.#peers.delete(runtimeId)
    peer?.end()
    this.#options.onGone(runtimeId)
    this.#options.onChange(runtimeId)
  }

  onMessage(connection: ControlPeer, message: FromRuntime): void {
    const { runtimeId } = connection
    if (message.type === 'hello') {
      this.#peers.get(runtimeId)?.end()
      this.#peers.set(runtimeId, new Peer(connection, message))
      this.#options.onChange(runtimeId)
      return
    }
    if (message.type === 'stopping') {
      this.#lastWords.set(runtimeId, { code: message.code, message: message.message, guards: message.guards ?? null })
      return
    }
    const peer = this.#peers.get(runtimeId)
    if (peer === undefined) connection.close('spoke before hello')
    else this.#take(peer, message)
  }

  #take(peer: Peer, message: Exclude<FromRuntime, { type: 'hello' | 'stopping' }>): void {
    const { runtimeId } = peer.connection
    if (message.type === 'telemetry') this.#options.onTurns(runtimeId, message.turns)
    else if (message.type === 'status') this.#options.onStatus(runtimeId, message.status)
    else if (message.type === 'approvals') this.#options.onApprovals(runtimeId, message.open)
    else if (!peer.answer(message)) this.#options.onChange(runtimeId)
  }
}

type Hello = Extract<FromRuntime, { type: 'hello' }>
type Answer = Extract<FromRuntime, { type: 'bundle-applied' | 'bundle-refused' }>

class Peer implements LivePeer {
  readonly connection: ControlPeer
  readonly bootId: string
  guards: LivePeer['guards']
  active: LivePeer['active']
  refused: LivePeer['refused'] = null
  #waiting: { generation: number; resolve: () => void } | undefined

  constructor(connection: ControlPeer, hello: Hello) {
    this.connection = connection
    this.bootId = hello.bootId
    this.guards = hello.guards
    this.active = hello.active
  }

  apply(generation: number, bundle: SignedBundle, waitMs: number): Promise<void> {
    this.#waiting?.resolve()
    this.refused = null
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.end(), waitMs)
      this.#waiting = {
        generation,
        resolve: () => {
          clearTimeout(timer)
          this.#waiting = undefined
          resolve()
        },
      }
      this.connection.send({ type: 'apply-bundle', generation, bundle })
    })
  }

  /** Says whether somebody was waiting for it. */
  answer(message: Answer): boolean {
    const { generation } = message
    if (message.type === 'bundle-applied') {
      this.active = { generation, bundleDigest: message.bundleDigest }
      this.guards = message.guards
      this.refused = null
    } else {
      this.refused = { generation, code: message.code, message: message.message }
    }
    if (this.#waiting?.generation !== generation) return false
    this.#waiting.resolve()
    return true
  }

  /** Nobody waits any longer. */
  end(): void {
    this.#waiting?.resolve()
  }
}
