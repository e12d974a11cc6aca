import type { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type Docker from 'dockerode'
import { z } from 'zod'
import type { Logger } from '@/server/log'
import type { EngineEvent } from '../port'
import { labelNames } from './container-spec'
import { readLines } from './read-lines'

const firstWaitMs = 100
const longestWaitMs = 5_000

const eventSchema = z.object({
  Action: z.string(),
  Actor: z.object({ Attributes: z.record(z.string(), z.string()) }),
})

/** Docker's events about this installation's containers, for as long as nobody aborts, over any number of connections. */
export async function* dockerEvents(
  docker: Docker,
  installation: string,
  signal: AbortSignal,
  log?: Logger,
): AsyncGenerator<EngineEvent> {
  let waitMs = firstWaitMs
  while (!signal.aborted) {
    try {
      const stream = await openStream(docker, installation, signal)
      waitMs = firstWaitMs
      yield { type: 'resynchronise' }
      yield* eventsOf(stream, log)
      log?.warn('The stream of Docker events ended; opening another one.')
    } catch (error) {
      if (signal.aborted) return
      log?.warn({ err: error, waitMs }, 'The stream of Docker events was lost; opening another one.')
    }
    await delay(waitMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined)
    waitMs = Math.min(waitMs * 2, longestWaitMs)
  }
}

async function openStream(docker: Docker, installation: string, signal: AbortSignal): Promise<Readable> {
  const stream = await docker.getEvents({
    // Docker subscribes only after it has answered: what happens in between is replayed.
    since: Date.now() / 1000,
    filters: { type: ['container'], label: [`${labelNames.installation}=${installation}`] },
    abortSignal: signal,
  })
  return stream as Readable
}

async function* eventsOf(stream: Readable, log?: Logger): AsyncGenerator<EngineEvent> {
  try {
    for await (const line of readLines(stream)) {
      const event = toEngineEvent(line, log)
      if (event) yield event
    }
  } finally {
    stream.destroy()
  }
}

function toEngineEvent(line: string, log?: Logger): EngineEvent | undefined {
  const parsed = eventSchema.safeParse(parseLine(line))
  if (!parsed.success) {
    log?.warn({ line: line.slice(0, 300) }, 'Docker sent an event that could not be read.')
    return { type: 'resynchronise' }
  }
  const { Action, Actor } = parsed.data
  const runtimeId = Actor.Attributes[labelNames.runtime]
  if (runtimeId === undefined) return undefined
  switch (Action) {
    case 'start':
      return { type: 'started', runtimeId }
    case 'pause':
      return { type: 'paused', runtimeId }
    case 'unpause':
      return { type: 'resumed', runtimeId }
    case 'destroy':
      return { type: 'removed', runtimeId }
    case 'oom':
      return { type: 'out-of-memory', runtimeId }
    case 'die': {
      const exitCode = Number(Actor.Attributes.exitCode)
      return { type: 'exited', runtimeId, exitCode: Number.isInteger(exitCode) ? exitCode : null }
    }
    default:
      return undefined
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
