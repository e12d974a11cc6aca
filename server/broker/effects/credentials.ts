import { z } from 'zod'
import { BulkheadError } from '@/domain/errors'
import { findSkill } from '@/domain/skills/catalog'
import type { Transaction } from '@/server/db/client'
import type { SkillConnection } from '@/server/skills/skill-runner'
import {
  connectionContext,
  deriveKey,
  type KeyPurpose,
  open,
  sealedValueSchema,
  tenantSecretContext,
} from '@/server/vault/envelope'
import type { KeyProvider } from '@/server/vault/key-provider'

const valuesSchema = z.record(z.string(), z.string())

/** Still sealed: read inside a transaction, opened outside of it. */
export type StoredConnection = { skill: string; tenantId: string; fields: unknown; sealedSecrets: unknown }
export type StoredSecret = { name: string; tenantId: string; sealedValue: unknown }

/** Throws `not-connected` where the tenant has not authorised the skill. */
export async function readConnection(tx: Transaction, tenantId: string, skill: string): Promise<StoredConnection> {
  const row = await tx.connection.findUnique({ where: { tenantId_skill: { tenantId, skill } } })
  if (row !== null) return { skill, tenantId, fields: row.fields, sealedSecrets: row.sealedSecrets }
  const label = findSkill(skill)?.label ?? skill
  throw new BulkheadError('not-connected', `This tenant has not connected ${label}. Connect it on the tenant's page.`, {
    details: { skill },
  })
}

export async function openConnection(keys: KeyProvider, stored: StoredConnection): Promise<SkillConnection> {
  const context = connectionContext(stored.tenantId, stored.skill)
  const secrets = JSON.parse(await open(keys, sealedValueSchema.parse(stored.sealedSecrets), context))
  return { fields: valuesSchema.parse(stored.fields), secrets: valuesSchema.parse(secrets) }
}

/** Those of the names that the tenant has set. */
export async function readSecrets(
  tx: Transaction,
  tenantId: string,
  names: readonly string[],
): Promise<Map<string, StoredSecret>> {
  const rows = await tx.tenantSecret.findMany({ where: { tenantId, name: { in: [...names] } } })
  return new Map(rows.map(({ name, sealedValue }) => [name, { name, tenantId, sealedValue }]))
}

export function openSecret(keys: KeyProvider, stored: StoredSecret): Promise<string> {
  const context = tenantSecretContext(stored.tenantId, stored.name)
  return open(keys, sealedValueSchema.parse(stored.sealedValue), context)
}

/** Keys of the tenant's own data key. A deleted tenant has none any more, and nothing is done in its name. */
export type TenantKeys = (purpose: KeyPurpose) => string

export async function readTenantKeys(tx: Transaction, keys: KeyProvider, tenantId: string): Promise<TenantKeys> {
  const row = await tx.tenantKey.findUnique({ where: { tenantId } })
  if (row === null) throw new BulkheadError('data-corrupt', 'This tenant has no data key. It may have been deleted.')
  const dataKey = await keys.unwrap(Buffer.from(row.wrappedKey))
  try {
    const derived = {
      'effect-ledger': deriveKey(dataKey, 'effect-ledger'),
      'webhook-signing': deriveKey(dataKey, 'webhook-signing'),
      'runtime-store': deriveKey(dataKey, 'runtime-store'),
    }
    return (purpose) => derived[purpose]
  } finally {
    dataKey.fill(0)
  }
}
