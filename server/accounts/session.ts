import type { Auth } from './auth'

/** Who is signed in, as far as the API needs to know. */
export type Person = { id: string; name: string; email: string }

/** Reads the session from the cookie. It never prolongs it: whoever calls may be unable to set a cookie. */
export async function readSession(auth: Auth, headers: Headers): Promise<Person | null> {
  const session = await auth.api.getSession({ headers, query: { disableRefresh: true } })
  if (session === null) return null
  return { id: session.user.id, name: session.user.name, email: session.user.email }
}
