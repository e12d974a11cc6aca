import { createHash } from 'node:crypto'
import { BulkheadError } from '@/domain/errors'
import type { KeyProvider } from '@/server/vault/key-provider'
import type { Egress } from '../../egress/egress'
import { redactJson, redactSecrets } from '../../egress/redact'
import type { BrokerLimits } from '../limits'
import { openConnection, openSecret, type StoredConnection, type StoredSecret, type TenantKeys } from './credentials'
import { postWebhook } from './post-webhook'
import type { PermittedSkill, PermittedWebhook } from './require-permitted'

/** Everything that an act needs, read and checked; the credentials still sealed. */
export type Prepared = {
  actId: string
  keys: TenantKeys
} & (
  | { permitted: PermittedSkill; connection: StoredConnection }
  | { permitted: PermittedWebhook; secrets: ReadonlyMap<string, StoredSecret> }
)

export type Outside = { keys: KeyProvider; egress: Egress; limits: BrokerLimits }

/** The name of the secret that webhooks are signed with where a tenant has set one; derived from its key elsewhere. */
export const signingSecretName = 'webhook_signing'

/** Names an act towards the outside, the same for every try of it, and says nothing of the tenant or the run. */
export function actIdOf(tenantId: string, key: string): string {
  return createHash('sha256').update(`bulkhead/effect\n${tenantId}\n${key}`).digest('hex').slice(0, 32)
}

/** Does it, once, within its time. What comes back, an error too, holds none of the credentials that were used. */
export async function perform(outside: Outside, prepared: Prepared): Promise<unknown> {
  const used: string[] = []
  try {
    return redactJson(await act(outside, prepared, used), used)
  } catch (error) {
    if (!(error instanceof BulkheadError)) throw error
    throw new BulkheadError(error.code, redactSecrets(error.message, used), {
      details: redactJson(error.details, used) as BulkheadError['details'],
    })
  }
}

async function act({ keys, egress, limits }: Outside, prepared: Prepared, used: string[]): Promise<unknown> {
  const { actId } = prepared
  const signal = AbortSignal.timeout(limits.effectMs)
  const way = { egress, signal, answerBytes: limits.effectAnswerBytes, actId }
  if ('connection' in prepared) {
    const { request, runner, args } = prepared.permitted
    const connection = await openConnection(keys, prepared.connection)
    used.push(...Object.values(connection.secrets), ...Object.values(connection.secrets).flatMap(withoutScheme))
    return runner.run({ ...way, action: request.action, args, connection })
  }
  const secrets = new Map<string, string>()
  for (const stored of prepared.secrets.values()) secrets.set(stored.name, await openSecret(keys, stored))
  const signingSecret = secrets.get(signingSecretName) ?? prepared.keys('webhook-signing')
  used.push(...secrets.values(), ...[...secrets.values()].flatMap(withoutScheme), signingSecret)
  return postWebhook(prepared.permitted, { ...way, secrets, signingSecret })
}

/** `Bearer abc` is a secret as a whole, and `abc` is one too. */
function withoutScheme(secret: string): string[] {
  const token = /^[A-Za-z-]+ +(\S.*)$/.exec(secret)?.[1]
  return token === undefined ? [] : [token]
}
