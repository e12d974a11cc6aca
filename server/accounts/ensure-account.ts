import type { Auth } from './auth'

export type Account = {
  id: string
  name: string
  email: string
  /** Its owner has signed in with a link at least once. */
  proven: boolean
}

/** Finds the account of an e-mail address or makes it; can be repeated. It can do nothing until it is a member. */
export async function ensureAccount(auth: Auth, person: { email: string; name: string }): Promise<Account> {
  const { internalAdapter } = await auth.$context
  const email = person.email.trim().toLowerCase()
  const known = await internalAdapter.findUserByEmail(email)
  const user =
    known?.user ??
    (await internalAdapter.createUser({ email, name: person.name, emailVerified: false }, { method: 'admin' }))
  return { id: user.id, name: user.name, email: user.email, proven: user.emailVerified }
}
