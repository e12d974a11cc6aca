import { randomUUID } from 'node:crypto'
import type { Database } from '../db/client'
import { inScope, setScope } from '../db/scope'
import { ensureMembership } from '../workspaces/memberships'
import type { Auth } from './auth'
import { ensureAccount } from './ensure-account'

export type FirstRun = { email: string; name: string; workspaceName: string; workspaceSlug: string }

/** The owner, their workspace and their membership in it. Repeating it changes nothing. */
export async function ensureOwner(
  db: Database,
  auth: Auth,
  input: FirstRun,
): Promise<{ userId: string; email: string; workspaceId: string }> {
  const account = await ensureAccount(auth, input)
  const workspaceId = await inScope(db, { userId: account.id }, async (tx) => {
    const known = await tx.workspace.findUnique({ where: { slug: input.workspaceSlug }, select: { id: true } })
    if (known !== null) return known.id
    const id = randomUUID()
    await setScope(tx, { workspaceId: id })
    await tx.workspace.createMany({ data: { id, slug: input.workspaceSlug, name: input.workspaceName } })
    await ensureMembership(tx, { workspaceId: id, userId: account.id, role: 'owner', tenantId: null })
    return id
  })
  return { userId: account.id, email: account.email, workspaceId }
}
