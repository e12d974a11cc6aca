import { randomUUID } from 'node:crypto'
import { digestOf } from '@/domain/blueprint/digest'
import { type BlueprintDocument, edgeId, emptyDocument } from '@/domain/blueprint/document'
import { emptyLayout } from '@/domain/blueprint/layout'
import type { Prisma } from '@/generated/prisma/client'
import type { Database } from '@/server/db/client'
import { inScope } from '@/server/db/scope'
import { createStrand } from '@/server/durable/strands'
import { startRollout } from '@/server/rollouts/start-rollout'

export type SeededTenant = { id: string; slug: string; runtimeId: string }

export type SeededFleet = {
  workspaceId: string
  blueprintId: string
  tenants: SeededTenant[]
  publish(number: number, change?: (document: BlueprintDocument) => void): Promise<string>
  addTenants(count: number, version: number | null): Promise<SeededTenant[]>
  /** All tenants of the blueprint. */
  rollOut(
    number: number,
    options?: { concurrency?: number; kind?: 'version' | 'redeploy' },
  ): Promise<{ id: string; number: number }>
}

/** A workspace with one blueprint, as the web process writes it: with its role, inside its scope. */
export async function seedFleet(web: Database): Promise<SeededFleet> {
  const workspaceId = randomUUID()
  const blueprintId = randomUUID()
  const scope = { workspaceId }
  await inScope(web, scope, async (tx) => {
    await tx.workspace.createMany({ data: { id: workspaceId, slug: `w-${workspaceId}`, name: 'Test' } })
    await tx.blueprint.createMany({ data: { id: blueprintId, workspaceId, name: 'Desk' } })
  })
  const versions = new Map<number, string>()
  const tenants: SeededTenant[] = []

  return {
    workspaceId,
    blueprintId,
    tenants,
    async publish(number, change) {
      const id = randomUUID()
      const document = answering(`This is v${number}.`)
      change?.(document)
      await inScope(web, scope, (tx) =>
        tx.blueprintVersion.createMany({
          data: {
            id,
            workspaceId,
            blueprintId,
            number,
            document: document as Prisma.InputJsonObject,
            layout: emptyLayout(),
            digest: digestOf(document),
            authorName: 'Test',
            message: `v${number}`,
          },
        }),
      )
      versions.set(number, id)
      return id
    },
    async addTenants(count, version) {
      const added: SeededTenant[] = []
      await inScope(web, scope, async (tx) => {
        for (let index = 0; index < count; index += 1) {
          const tenant = { id: randomUUID(), slug: `t-${randomUUID().slice(0, 8)}`, runtimeId: randomUUID() }
          const { id, slug, runtimeId } = tenant
          await tx.tenant.createMany({ data: { id, workspaceId, blueprintId, slug, name: slug } })
          const desiredVersionId = version === null ? null : (versions.get(version) ?? null)
          await tx.runtime.createMany({
            data: { id: runtimeId, workspaceId, tenantId: id, engine: 'docker', desiredVersionId },
          })
          await createStrand(tx, {
            machine: 'runtime-lifecycle',
            subjectId: runtimeId,
            workspaceId,
            tenantId: id,
            label: 'start',
          })
          added.push(tenant)
        }
      })
      tenants.push(...added)
      return added
    },
    rollOut: (number, { concurrency = 20, kind = 'version' } = {}) =>
      inScope(web, scope, (tx) =>
        startRollout(tx, {
          workspaceId,
          blueprintId,
          versionNumber: number,
          kind,
          concurrency,
          actor: { id: null, name: 'Test' },
        }),
      ),
  }
}

function answering(text: string): BlueprintDocument {
  const edge = { from: { block: 'chat', port: 'out' }, to: { block: 'answer', port: 'in' } }
  return {
    ...emptyDocument(),
    blocks: {
      chat: { kind: 'chat-message', label: 'Chat', config: { greeting: 'Hello', suggestions: [] } },
      answer: { kind: 'reply', label: 'Answer', config: { text } },
    },
    edges: { [edgeId(edge)]: edge },
  }
}
