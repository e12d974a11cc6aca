import type { ChildProcess } from 'node:child_process'
import { z } from 'zod'
import type { Engine, EngineEvent } from '@/server/provisioning/port'

/**
 * An engine in one process, used from another: so that a controller can be killed with -9 while the fake world, like a
 * real engine, lives on.
 */
const methods = ['check', 'resolveImage', 'ensure', 'inspect', 'list', 'pause', 'resume', 'restart', 'remove'] as const

const callSchema = z.object({ id: z.number(), method: z.enum(methods), args: z.array(z.unknown()) })
const answerSchema = z.object({ id: z.number(), result: z.unknown().optional(), error: z.string().optional() })

/** The side that has the engine. */
export function lendEngine(engine: Engine, child: ChildProcess): void {
  child.on('message', async (message) => {
    const { id, method, args } = callSchema.parse(message)
    const answer = await callEngine(engine, method, args).then(
      (result) => ({ id, result }),
      (error: Error) => ({ id, error: error.message }),
    )
    if (child.connected) child.send(answer)
  })
}

function callEngine(engine: Engine, method: (typeof methods)[number], args: unknown[]): Promise<unknown> {
  const call = engine[method] as (...values: unknown[]) => Promise<unknown>
  return call(...args)
}

/** The side that uses it. Events do not cross: the doors tell of every death. */
export function borrowEngine(bootDigest: Engine['bootDigest']): Engine {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let last = 0
  process.on('message', (message) => {
    const { id, result, error } = answerSchema.parse(message)
    const one = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) one?.resolve(result)
    else one?.reject(new Error(error))
  })
  const call = (method: string, ...args: unknown[]) =>
    new Promise<never>((resolve, reject) => {
      last += 1
      waiting.set(last, { resolve: resolve as (value: unknown) => void, reject })
      process.send?.({ id: last, method, args })
    })
  return {
    name: 'fake',
    waivedGuards: [],
    bootDigest,
    check: () => call('check'),
    resolveImage: () => call('resolveImage'),
    ensure: (request) => call('ensure', request),
    inspect: (runtimeId) => call('inspect', runtimeId),
    list: () => call('list'),
    pause: (runtimeId) => call('pause', runtimeId),
    resume: (runtimeId) => call('resume', runtimeId),
    restart: (runtimeId, graceMs) => call('restart', runtimeId, graceMs),
    remove: (runtimeId, options) => call('remove', runtimeId, options),
    async *events(signal): AsyncGenerator<EngineEvent> {
      yield { type: 'resynchronise' }
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    },
  }
}
