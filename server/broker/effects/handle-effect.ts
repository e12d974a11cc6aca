import { setTimeout as pause } from 'node:timers/promises'
import { canonicalJson, sha256Digest } from '@/domain/blueprint/canonical'
import { BulkheadError } from '@/domain/errors'
import {
  type BrokerIdentity,
  type EffectRequest,
  type EffectResponse,
  effectRequestSchema,
  effectSubject,
} from '@/domain/runtime/broker-api'
import type { Transaction } from '@/server/db/client'
import { inScope } from '@/server/db/scope'
import type { Egress } from '../../egress/egress'
import { answerJson } from '../answer-json'
import { scopeOf } from '../callers'
import { bundleOf, type ModelCall, type ModelParts, readLimits } from '../model-call'
import { readManifest } from '../permissions'
import { readJson } from '../read-json'
import { type Act, requireConsent } from './consent'
import { readConnection, readSecrets, readTenantKeys, type TenantKeys } from './credentials'
import { type Begun, begin, lookUp, noteDone, noteFailed, openOutput } from './ledger'
import { actIdOf, type Prepared, perform, signingSecretName } from './perform'
import { noSecret } from './post-webhook'
import { requirePermitted } from './require-permitted'

export type EffectParts = ModelParts & { egress: Egress }
export type EffectCall = ModelCall & { parts: EffectParts }

type Step =
  | { next: 'answer'; output: unknown }
  | { next: 'wait' }
  | { next: 'perform'; begun: Begun; prepared: Prepared }

/** How soon, and then how seldom at most, a call whose act is under way looks whether it is done. */
const look = { firstMs: 50, mostMs: 1_000 } as const
const noting = { tries: 4, pauseMs: 150 } as const

/**
 * `POST /v1/effects`: done once for each key. A second call of the same key waits for the first and is answered with what
 * that was. What was begun goes on when the runtime goes away, and is noted: it will ask again.
 */
export async function handleEffect(call: EffectCall): Promise<void> {
  const request = await readJson(call.request, effectRequestSchema, readLimits(call))
  const digest = bundleOf(call.request)
  const act = actOf(request)
  for (let lookMs: number = look.firstMs; ; lookMs = Math.min(lookMs * 1.5, look.mostMs)) {
    const step = await inScope(call.parts.db, scopeOf(call.caller), (tx) => claim(tx, call, { request, digest, act }))
    if (step.next === 'answer') return answer(call, { output: step.output, replayed: true })
    if (step.next === 'perform') {
      const work = performAndNote(call.parts, call.caller, step)
      call.parts.finish(
        'an effect was not noted',
        work.catch(() => undefined),
      )
      return answer(call, { output: await work, replayed: false })
    }
    if (call.response.destroyed) return
    await pause(lookMs)
  }
}

function actOf(request: EffectRequest): Act {
  const { skill, action, args } = effectSubject(request)
  const subjectDigest = sha256Digest(canonicalJson({ skill, action, args }))
  return { key: request.key, skill, action, args, subjectDigest, approval: request.approval }
}

/** All that is asked before anything is done, and the note that it begins, in one transaction. */
async function claim(
  tx: Transaction,
  { parts, caller }: EffectCall,
  { request, digest, act }: { request: EffectRequest; digest: string; act: Act },
): Promise<Step> {
  const entry = await lookUp(tx, caller, act)
  if (entry.state === 'busy') return { next: 'wait' }
  const keys = await readTenantKeys(tx, parts.keys, caller.tenantId)
  // Whatever has become of its permission since: it was done.
  if (entry.state === 'done') return { next: 'answer', output: openOutput(caller, act, entry.sealed, keys) }
  const manifest = await readManifest(tx, caller, digest)
  const permitted = requirePermitted(manifest, request)
  const approvalId = await requireConsent(tx, caller, manifest, act)
  const prepared = await prepare(tx, caller, permitted, { actId: actIdOf(caller.tenantId, act.key), keys })
  const begun = await begin(tx, caller, act, { approvalId, leaseMs: parts.limits.leaseMs })
  return begun === null ? { next: 'wait' } : { next: 'perform', begun, prepared }
}

async function prepare(
  tx: Transaction,
  caller: BrokerIdentity,
  permitted: ReturnType<typeof requirePermitted>,
  common: { actId: string; keys: TenantKeys },
): Promise<Prepared> {
  if (permitted.kind === 'skill') {
    return { ...common, permitted, connection: await readConnection(tx, caller.tenantId, permitted.request.skill) }
  }
  const secrets = await readSecrets(tx, caller.tenantId, [...permitted.secretSlots, signingSecretName])
  const missing = permitted.secretSlots.find((slot) => !secrets.has(slot))
  if (missing !== undefined) throw noSecret(missing)
  return { ...common, permitted, secrets }
}

async function performAndNote(
  parts: EffectParts,
  caller: BrokerIdentity,
  { begun, prepared }: { begun: Begun; prepared: Prepared },
): Promise<unknown> {
  let output: unknown
  try {
    output = await perform(parts, prepared)
  } catch (error) {
    // Not noted: then it is free when its lease ends.
    await noteFailed(parts.db, caller, begun).catch(() => undefined)
    throw error
  }
  await persistently(() => noteDone(parts.db, caller, begun, { output, keys: prepared.keys }))
  return output
}

/** It has happened: that is worth more than one try to write it down. */
async function persistently(note: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await note()
    } catch (cause) {
      if (tries < noting.tries) await pause(noting.pauseMs * tries)
      else
        throw new BulkheadError('not-ready', 'It was done, but could not be noted. Ask again with the same key.', {
          cause,
        })
    }
  }
}

function answer({ response }: EffectCall, body: { output: unknown; replayed: boolean }): void {
  answerJson(response, 200, body satisfies Record<keyof EffectResponse, unknown>)
}
