import type { Auth } from './auth'

/** Who is signed in, as far as the API needs to know. */
export type Person = { id: string; name: string; email: string }

/** Reads the session from the cookie, and leaves its end as it is: for whoever cannot set a cookie any more. */
export async function readSession(auth: Auth, headers: Headers): Promise<Person | null> {
  const session = await auth.api.getSession({ headers, query: { disableRefresh: true } })
  return session === null ? null : personOf(session.user)
}

/** The same; a session in daily use goes on, for which `cookies` must reach the browser. */
export async function readAndProlongSession(
  auth: Auth,
  headers: Headers,
): Promise<{ person: Person | null; cookies: string[] }> {
  const { headers: answered, response } = await auth.api.getSession({ headers, returnHeaders: true })
  return { person: response === null ? null : personOf(response.user), cookies: answered.getSetCookie() }
}

const personOf = ({ id, name, email }: Person): Person => ({ id, name, email })
