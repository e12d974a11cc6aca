import { BulkheadError } from '@/domain/errors'
import type { Auth } from '../accounts/auth'
import { createSignInLink } from '../accounts/create-sign-in-link'
import { ensureAccount } from '../accounts/ensure-account'
import type { Role } from '../accounts/roles'
import type { Transaction } from '../db/client'
import { setScope } from '../db/scope'
import { findTenant } from '../tenants/find-tenant'
import { ensureMembership } from './memberships'

export type AddMember = {
  workspaceId: string
  email: string
  name: string
  role: Role
  /** Of a customer, and only of one. */
  tenantSlug?: string | undefined
}

export type AddedMember = {
  membershipId: string
  /**
   * Works once, for 15 minutes. Null for somebody who has signed in before: a link would let whoever adds them in as
   * them, so they sign in by themselves.
   */
  signInLink: string | null
}

/** Adds a person to the team, or to a tenant. Adding them again changes the role, and makes a new link if unused. */
export async function addMember(tx: Transaction, auth: Auth, input: AddMember): Promise<AddedMember> {
  const tenantId = input.tenantSlug === undefined ? null : (await findTenant(tx, input.tenantSlug)).id
  const account = await ensureAccount(auth, { email: input.email, name: input.name })
  if (!account.proven && (await belongsElsewhere(tx, account.id, input.workspaceId))) {
    throw new BulkheadError(
      'conflict',
      `${account.email} was added to another workspace and has not signed in yet. Add them once they have.`,
    )
  }
  const { workspaceId, role } = input
  const membershipId = await ensureMembership(tx, { workspaceId, userId: account.id, role, tenantId })
  return { membershipId, signInLink: account.proven ? null : await createSignInLink(auth, account.email) }
}

async function belongsElsewhere(tx: Transaction, userId: string, workspaceId: string): Promise<boolean> {
  await setScope(tx, { userId })
  const elsewhere = await tx.membership.count({ where: { userId, workspaceId: { not: workspaceId } } })
  await setScope(tx, { workspaceId })
  return elsewhere > 0
}
