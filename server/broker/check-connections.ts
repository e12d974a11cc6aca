import { BulkheadError } from '@/domain/errors'
import { type CheckRequest, checkChannel, checkRequestSchema } from '@/server/connections/check-channel'
import type { Database } from '@/server/db/client'
import { inScope } from '@/server/db/scope'
import { type Listening, listenToChannel } from '@/server/live/listen'
import type { Logger } from '@/server/log'
import { skillRunners } from '@/server/skills/registry'
import { redactSecrets } from '../egress/redact'
import { openConnection, readConnection } from './effects/credentials'
import type { Outside } from './effects/perform'

type CheckParts = Outside & {
  db: Database
  log: Logger
  databaseUrl: string
  finish(failure: string, work: Promise<unknown>): void
}

/** More at once are not made: whoever asked asks again. */
const atOnce = 16
const messageChars = 300

/** Tries connections out when web asks for it, and writes down what came of it. What is asked twice is done once. */
export function listenForChecks(parts: CheckParts): Listening {
  const underWay = new Set<string>()
  return listenToChannel({
    url: parts.databaseUrl,
    channel: checkChannel,
    log: parts.log,
    onConnected: () => undefined,
    onNotification: (payload) => {
      const request = read(payload)
      if (request === null || underWay.size >= atOnce) return
      const name = `${request.tenantId} ${request.skill}`
      if (underWay.has(name)) return
      underWay.add(name)
      const work = check(parts, request).finally(() => underWay.delete(name))
      parts.finish('a connection could not be tried out', work)
    },
  })
}

async function check(parts: CheckParts, request: CheckRequest): Promise<void> {
  const scope = { workspaceId: request.workspaceId, tenantId: request.tenantId }
  const outcome = await tryOut(parts, request)
  await inScope(parts.db, scope, (tx) => {
    return tx.$executeRaw`
      UPDATE connection SET checked_at = now(), check_ok = ${outcome.ok}, check_message = ${outcome.message}
      WHERE tenant_id = ${request.tenantId}::uuid AND skill = ${request.skill}`
  })
}

async function tryOut(parts: CheckParts, request: CheckRequest): Promise<{ ok: boolean; message: string }> {
  const { db, keys, egress, limits } = parts
  const secrets: string[] = []
  const tell = (ok: boolean, message: string) => ({
    ok,
    message: redactSecrets(message, secrets).slice(0, messageChars),
  })
  try {
    const scope = { workspaceId: request.workspaceId, tenantId: request.tenantId }
    const stored = await inScope(db, scope, (tx) => readConnection(tx, request.tenantId, request.skill))
    const connection = await openConnection(keys, stored)
    secrets.push(...Object.values(connection.secrets))
    const runner = Object.hasOwn(skillRunners, request.skill) ? skillRunners[request.skill] : undefined
    if (runner === undefined) throw new BulkheadError('not-found', `There is no skill "${request.skill}".`)
    const signal = AbortSignal.timeout(limits.effectMs)
    return tell(true, await runner.test({ connection, egress, signal, answerBytes: limits.effectAnswerBytes }))
  } catch (error) {
    if (error instanceof BulkheadError) return tell(false, error.message)
    parts.log.error({ skill: request.skill, error: error instanceof Error ? error.name : 'unknown' }, 'a trial failed')
    return tell(false, 'Something went wrong on our side. It has been logged.')
  }
}

/** Whoever may connect may notify: what is not ours is not for us. */
function read(payload: string): CheckRequest | null {
  try {
    return checkRequestSchema.parse(JSON.parse(payload))
  } catch {
    return null
  }
}
