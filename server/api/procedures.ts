import { z } from 'zod'
import { BulkheadError } from '@/domain/errors'
import { findMember, type Member } from '../accounts/find-member'
import type { Role, TeamRole } from '../accounts/roles'
import type { Person } from '../accounts/session'
import type { Transaction } from '../db/client'
import { inScope } from '../db/scope'
import type { PublishedHint } from '../live/hints'
import type { RequestContext } from './context'
import { toTRPCError } from './error-map'
import { type Announce, runInTransaction } from './run-in-transaction'
import { t } from './trpc'

export const router = t.router

const workspaceInput = z.object({ workspace: z.string().min(1).max(80) })
const tenantInput = workspaceInput.extend({ tenant: z.string().min(1).max(80) })
type Where = z.infer<typeof workspaceInput> & { tenant?: string }

/** Whatever fails further in leaves with the status of its code (`error-map.ts`). */
const procedure = t.procedure.use(async ({ next }) => {
  const outcome = await next()
  if (!outcome.ok) throw toTRPCError(outcome.error)
  return outcome
})

/** For whoever is signed in. The transaction shows what is their own: memberships, and those workspaces' names. */
export const signedInProcedure = procedure.meta({ roles: ['signed-in'] }).use(async ({ ctx, next }) => {
  const person = signedIn(await ctx.person())
  return runInTransaction(ctx.services, person.id, (tx) => next({ ctx: { person, tx } }))
})

/** For members of the workspace's team. The transaction shows this workspace alone. */
export function teamProcedure(roles: readonly TeamRole[]) {
  return procedure
    .meta({ roles })
    .input(workspaceInput)
    .use(async ({ ctx, input, next }) => {
      const person = signedIn(await ctx.person())
      return runInTransaction(ctx.services, person.id, async (tx, announce) => {
        const member = await memberWithRole(tx, person, input, roles)
        return next({ ctx: { tx, member, announce: announcing(announce, member) } })
      })
    })
}

/** For a tenant's own people and the team. The transaction shows a customer that tenant alone. */
export function tenantProcedure(roles: readonly Role[]) {
  return procedure
    .meta({ roles })
    .input(tenantInput)
    .use(async ({ ctx, input, next }) => {
      const person = signedIn(await ctx.person())
      return runInTransaction(ctx.services, person.id, async (tx, announce) => {
        const member = await memberWithRole(tx, person, input, roles)
        return next({ ctx: { tx, member, announce: announcing(announce, member) } })
      })
    })
}

function announcing(announce: Announce, { workspace }: Member) {
  return (topic: PublishedHint['topic'], id: string) => announce({ workspaceId: workspace.id, topic, id })
}

/** One transaction of a subscription, which holds none open between two. Session and role are checked in each. */
export type ReadAgain = <T>(read: (tx: Transaction, member: Member) => Promise<T>) => Promise<T>

export function watchTeamProcedure(roles: readonly TeamRole[]) {
  return procedure
    .meta({ roles })
    .input(workspaceInput)
    .use(async ({ ctx, input, next }) => next({ ctx: await startWatch(ctx, input, roles) }))
}

export function watchTenantProcedure(roles: readonly Role[]) {
  return procedure
    .meta({ roles })
    .input(tenantInput)
    .use(async ({ ctx, input, next }) => next({ ctx: await startWatch(ctx, input, roles) }))
}

async function startWatch(ctx: RequestContext, where: Where, roles: readonly Role[]) {
  const readAgain: ReadAgain = async (read) => {
    const person = signedIn(await ctx.readPerson())
    return inScope(ctx.services.db, { userId: person.id }, async (tx) =>
      read(tx, await memberWithRole(tx, person, where, roles)),
    )
  }
  const workspaceId = await readAgain(async (_, member) => member.workspace.id)
  return { workspaceId, readAgain }
}

async function memberWithRole(tx: Transaction, person: Person, where: Where, roles: readonly Role[]): Promise<Member> {
  const member = await findMember(tx, person, where)
  if (roles.includes(member.role)) return member
  throw new BulkheadError('forbidden', `This is for the role ${roles.join(' or ')}; yours is ${member.role}.`, {
    details: { needed: roles, role: member.role },
  })
}

function signedIn(person: Person | null): Person {
  if (person === null) throw new BulkheadError('not-signed-in', 'You are not signed in, or your session has ended.')
  return person
}
