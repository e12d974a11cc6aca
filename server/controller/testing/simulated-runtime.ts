import { createHash, createPublicKey, randomUUID, verify } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { bundleSchema } from '@/domain/runtime/bundle'
import {
  type ApprovalDecision,
  type FromRuntime,
  type OpenApproval,
  type ToRuntime,
  toRuntimeSchema,
} from '@/domain/runtime/door-messages'
import { type GuardReport, guardIds } from '@/domain/runtime/guard-report'
import { createLineSplitter, encodeLine } from '@/server/doors/ndjson'
import type { FakeBoot, FakeProgram } from '@/server/provisioning/fake/fake-world'

/** How a simulated runtime takes a bundle. `hold`: it answers when it is allowed to do something else. */
export type Behaviour = 'accept' | 'refuse' | 'silent' | 'hold'

export type Applied = { runtimeId: string; generation: number; digest: string; version: number; bootId: string }

/** What runtimes did, across all their processes. */
export type Diary = { applied: Applied[]; boots: string[]; decided: (ApprovalDecision & { runtimeId: string })[] }

export type SimulatedRuntime = FakeProgram & {
  say(message: FromRuntime): void
  /** Waits with these questions until they are decided. Without an argument: with none. */
  ask(...open: OpenApproval[]): void
  /** Breaks the connection; it dials again by itself. */
  drop(): void
  readonly connected: boolean
}

/**
 * The runtime's half of the control door, over a real unix socket: hello, bundles checked by signature and digest,
 * redialling when the controller goes. It stands for the runtime's process on the fake engine.
 */
export function simulateRuntime(
  boot: FakeBoot,
  options: { diary: Diary; behaviour: () => Behaviour; failingGuards: () => readonly string[] },
): SimulatedRuntime {
  const { runtimeId } = boot.request
  const bootId = randomUUID()
  const path = join(boot.env.BULKHEAD_DOORS ?? '', 'control.sock')
  let open: OpenApproval[] = []
  let active: { generation: number; bundleDigest: string } | null = null
  let socket: Socket | undefined
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  options.diary.boots.push(runtimeId)

  const guards = () => guardReport(options.failingGuards())
  const say = (message: FromRuntime) => void socket?.write(encodeLine(message))
  const ask = (...questions: OpenApproval[]) => {
    open = questions
    say({ type: 'approvals', open })
  }
  const take = (message: ToRuntime) => {
    if (message.type === 'approval-decided') {
      options.diary.decided.push({ ...message, runtimeId })
      if (options.behaviour() === 'accept') ask(...open.filter(({ id }) => id !== message.id))
      return
    }
    const { generation, bundle } = message
    if (options.behaviour() === 'hold') {
      setTimeout(() => take(message), 10)
      return
    }
    if (options.behaviour() === 'silent' || stopped) return
    if (options.behaviour() === 'refuse') {
      say({ type: 'bundle-refused', generation, code: 'guard-failed', message: 'It does not like it.' })
      return
    }
    const key = createPublicKey({ key: Buffer.from(boot.request.bundleKey, 'base64'), format: 'der', type: 'spki' })
    const payload = Buffer.from(bundle.payload)
    const digest = `sha256:${createHash('sha256').update(payload).digest('hex')}`
    if (digest !== bundle.digest || !verify(null, payload, key, Buffer.from(bundle.signature, 'base64'))) {
      say({ type: 'bundle-refused', generation, code: 'bad-signature', message: 'The signature is not valid.' })
      return
    }
    const { version } = bundleSchema.parse(JSON.parse(bundle.payload)).blueprint
    active = { generation, bundleDigest: digest }
    options.diary.applied.push({ runtimeId, generation, digest, version, bootId })
    say({ type: 'bundle-applied', generation, bundleDigest: digest, durationMs: 1, guards: guards() })
  }

  const dial = () => {
    if (stopped) return
    const split = createLineSplitter(10_000_000)
    const current = connect(path)
    socket = current
    current.on('connect', () => {
      say({
        type: 'hello',
        protocol: 1,
        bootId,
        runtimeVersion: 'simulated',
        bootGeneration: boot.request.generation,
        active,
        guards: guards(),
      })
      ask(...open)
    })
    current.on('data', (chunk) => {
      for (const line of split(chunk)) take(toRuntimeSchema.parse(JSON.parse(line)))
    })
    current.on('error', () => current.destroy())
    current.on('close', () => {
      if (!stopped) timer = setTimeout(dial, 20)
    })
  }
  dial()

  return {
    say,
    ask,
    drop: () => void socket?.destroy(),
    get connected() {
      return socket?.readyState === 'open'
    },
    stop() {
      stopped = true
      clearTimeout(timer)
      socket?.destroy()
    },
  }
}

function guardReport(failing: readonly string[]): GuardReport {
  return {
    checkedAt: new Date().toISOString(),
    results: guardIds.map((id) => ({ id, outcome: failing.includes(id) ? 'failed' : 'passed', evidence: 'simulated' })),
  }
}
