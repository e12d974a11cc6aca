import type { Slot } from '@/domain/blueprint/document'
import { BulkheadError } from '@/domain/errors'
import type { Transaction } from '../db/client'
import { seal, tenantSecretContext } from '../vault/envelope'
import type { WrappingKey } from '../vault/key-provider'
import type { SlotValues } from './read-tenants'

type Owner = { workspaceId: string; tenantId: string }

export const secretLimits = { each: 100, chars: 4_000 } as const

/** What webhooks of a tenant are signed with, where it has set one; see server/broker/effects/perform.ts. */
export const webhookSigningSecret = 'webhook_signing'

export type TenantSecretView = { name: string; setAt: Date }

/** Names and times: a value never comes back, and this process could not open one. */
export function listTenantSecrets(tx: Transaction, tenantId: string): Promise<TenantSecretView[]> {
  return tx.tenantSecret.findMany({
    where: { tenantId },
    select: { name: true, setAt: true },
    orderBy: { name: 'asc' },
  })
}

/** Seals a value in the place of an earlier one, and takes what stood readable under this name away. */
export async function setTenantSecret(
  tx: Transaction,
  wrappingKey: WrappingKey,
  { workspaceId, tenantId, name, value }: Owner & { name: string; value: string },
): Promise<void> {
  checkValue(name, value)
  const sealed = JSON.stringify(await seal(wrappingKey, value, tenantSecretContext(tenantId, name)))
  await tx.tenantSecret.deleteMany({ where: { tenantId, name } })
  const count = await tx.tenantSecret.count({ where: { tenantId } })
  if (count >= secretLimits.each) {
    throw new BulkheadError('over-limit', `A tenant may have ${secretLimits.each} secrets. Clear one that is not used.`)
  }
  await tx.$executeRaw`
    INSERT INTO tenant_secret (tenant_id, workspace_id, name, sealed_value)
    VALUES (${tenantId}::uuid, ${workspaceId}::uuid, ${name}, ${sealed}::jsonb)`
  await tx.$executeRaw`
    UPDATE tenant SET slot_values = slot_values - ${name}::text
    WHERE id = ${tenantId}::uuid AND slot_values ? ${name}::text`
}

export async function clearTenantSecret(tx: Transaction, tenantId: string, name: string): Promise<void> {
  const { count } = await tx.tenantSecret.deleteMany({ where: { tenantId, name } })
  if (count === 0) throw new BulkheadError('not-found', `This tenant has no secret “${name}”.`)
}

/**
 * Parts a form's values: those of secret slots are for `setTenantSecret` and stand nowhere else. An empty one changes
 * nothing; what was set stays set.
 */
export function partSecrets(
  slots: Readonly<Record<string, Slot>>,
  values: SlotValues,
): { open: SlotValues; secrets: [name: string, value: string][] } {
  const isSecret = (name: string) => slots[name]?.type === 'secret'
  return {
    open: Object.fromEntries(Object.entries(values).filter(([name]) => !isSecret(name))),
    secrets: Object.entries(values).flatMap(([name, value]): [string, string][] =>
      isSecret(name) && typeof value === 'string' && value !== '' ? [[name, value]] : [],
    ),
  }
}

function checkValue(name: string, value: string): void {
  const message = valueProblem(name, value)
  if (message === null) return
  throw new BulkheadError('bad-input', message, { details: { problems: [{ path: 'value', message }] } })
}

function valueProblem(name: string, value: string): string | null {
  if (value === '') return 'A secret cannot be empty. To take it away, clear it.'
  if (value.length > secretLimits.chars) return `A secret may hold ${secretLimits.chars} characters.`
  if (!/^[\x20-\x7e]+$/.test(value)) return 'A secret is one line of letters, digits and signs of ASCII.'
  if (name !== webhookSigningSecret) return null
  const key = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(value)?.[1]
  const bytes = key === undefined ? 0 : Buffer.from(key, 'base64').length
  // https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#signature-scheme
  return bytes >= 24 && bytes <= 64 ? null : 'A signing secret is whsec_ followed by 24 to 64 bytes in base64.'
}
