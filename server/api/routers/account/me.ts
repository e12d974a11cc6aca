import { listMemberships } from '@/server/accounts/list-memberships'
import { hasPassword } from '@/server/accounts/set-password'
import { signedInProcedure } from '../../procedures'

export const meProcedure = signedInProcedure.query(async ({ ctx: { tx, person, services } }) => ({
  user: person,
  hasPassword: await hasPassword(services.auth, person.id),
  memberships: await listMemberships(tx, person.id),
}))
