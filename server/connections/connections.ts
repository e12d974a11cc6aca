import { z } from 'zod'
import { documentSchema } from '@/domain/blueprint/document'
import { usesOf } from '@/domain/blueprint/permissions'
import { BulkheadError } from '@/domain/errors'
import { findSkill } from '@/domain/skills/catalog'
import type { Skill } from '@/domain/skills/skill'
import type { Transaction } from '../db/client'
import { checkConnection } from '../skills/check-connection'
import { connectionContext, seal } from '../vault/envelope'
import type { WrappingKey } from '../vault/key-provider'
import { type CheckRequest, checkChannel } from './check-channel'

export type ConnectionView = {
  skill: string
  /** Of the fields that are no secrets. */
  fields: Record<string, string>
  /** Which secret fields have a value. */
  secrets: string[]
  updatedAt: Date
  /** The last trial: null when there was none. `pending`: asked for, and the broker has not said anything yet. */
  check: { state: 'pending'; askedAt: Date } | { state: 'ok' | 'failed'; at: Date; message: string } | null
}

export type Connections = {
  connections: ConnectionView[]
  /** Skills that the tenant's version (or the draft, before there is one) has a use for. */
  used: string[]
}

const fieldsSchema = z.record(z.string(), z.string())
const drawingSchema = z.object({ blocks: documentSchema.shape.blocks, slots: documentSchema.shape.slots })

/** Nothing of what is sealed: this process has no right to read it. */
export async function listConnections(tx: Transaction, tenantId: string): Promise<Connections> {
  const rows = await tx.connection.findMany({
    where: { tenantId },
    select: {
      skill: true,
      fields: true,
      secretNames: true,
      updatedAt: true,
      checkAskedAt: true,
      checkedAt: true,
      checkOk: true,
      checkMessage: true,
    },
    orderBy: { skill: 'asc' },
  })
  const connections = rows.map((row) => ({
    skill: row.skill,
    fields: fieldsSchema.parse(row.fields),
    secrets: row.secretNames,
    updatedAt: row.updatedAt,
    check: checkOf(row),
  }))
  return { connections, used: await usedSkills(tx, tenantId) }
}

type CheckColumns = {
  checkAskedAt: Date | null
  checkedAt: Date | null
  checkOk: boolean | null
  checkMessage: string | null
}

function checkOf({ checkAskedAt, checkedAt, checkOk, checkMessage }: CheckColumns): ConnectionView['check'] {
  if (checkAskedAt !== null && (checkedAt === null || checkedAt < checkAskedAt)) {
    return { state: 'pending', askedAt: checkAskedAt }
  }
  if (checkedAt === null) return null
  return { state: checkOk === true ? 'ok' : 'failed', at: checkedAt, message: checkMessage ?? '' }
}

async function usedSkills(tx: Transaction, tenantId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ document: unknown }[]>`
    SELECT coalesce(v.document, d.document) AS document
    FROM tenant t
    JOIN runtime r ON r.tenant_id = t.id
    JOIN blueprint_draft d ON d.blueprint_id = t.blueprint_id
    LEFT JOIN blueprint_version v ON v.id = r.desired_version_id
    WHERE t.id = ${tenantId}::uuid`
  const drawing = drawingSchema.safeParse(rows[0]?.document)
  const uses = drawing.success ? usesOf(drawing.data) : []
  const skills = uses.flatMap((use) => (use.kind === 'skill' && findSkill(use.skill) !== undefined ? [use.skill] : []))
  return [...new Set(skills)].sort()
}

export type SaveConnection = {
  workspaceId: string
  tenantId: string
  skill: string
  values: Readonly<Record<string, string>>
}

/**
 * Writes a connection whole, its secrets too: a key that was entered for one address is not sent to another one by
 * changing the address alone. Then has it tried out.
 */
export async function saveConnection(tx: Transaction, wrappingKey: WrappingKey, input: SaveConnection): Promise<void> {
  const { workspaceId, tenantId } = input
  const skill = requireSkill(input.skill)
  const values = checkConnection(skill, input.values)
  const isSecret = (name: string) => skill.connection.some((field) => field.name === name && field.secret)
  const part = (secret: boolean) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => isSecret(name) === secret))
  const secrets = part(true)
  const sealed = await seal(wrappingKey, JSON.stringify(secrets), connectionContext(tenantId, skill.name))
  await tx.connection.deleteMany({ where: { tenantId, skill: skill.name } })
  await tx.$executeRaw`
    INSERT INTO connection (tenant_id, workspace_id, skill, fields, sealed_secrets, secret_names)
    VALUES (${tenantId}::uuid, ${workspaceId}::uuid, ${skill.name}, ${JSON.stringify(part(false))}::jsonb,
      ${JSON.stringify(sealed)}::jsonb, ${Object.keys(secrets).sort()})`
  await askForCheck(tx, { workspaceId, tenantId, skill: skill.name })
}

export async function removeConnection(tx: Transaction, tenantId: string, skill: string): Promise<void> {
  const { count } = await tx.connection.deleteMany({ where: { tenantId, skill } })
  if (count === 0) throw notConnected(skill)
}

/** Told to the broker when the transaction commits. */
export async function askForCheck(tx: Transaction, request: CheckRequest): Promise<void> {
  const asked = await tx.$executeRaw`
    UPDATE connection SET check_asked_at = now()
    WHERE tenant_id = ${request.tenantId}::uuid AND skill = ${request.skill}`
  if (asked === 0) throw notConnected(request.skill)
  await tx.$executeRaw`SELECT pg_notify(${checkChannel}, ${JSON.stringify(request)})`
}

function requireSkill(name: string): Skill {
  const skill = findSkill(name)
  if (skill !== undefined) return skill
  throw new BulkheadError('not-found', `There is no skill “${name}”.`)
}

const notConnected = (skill: string) =>
  new BulkheadError('not-found', `This tenant has not connected ${findSkill(skill)?.label ?? 'such a skill'}.`)
