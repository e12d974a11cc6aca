import { type Person, readAndProlongSession, readSession } from '../accounts/session'
import type { Services } from './services'

/** What every call of one HTTP request shares. */
export type RequestContext = {
  services: Services
  /** Who asks: read once per request. */
  person: () => Promise<Person | null>
  /** The same, read anew: a subscription outlives sessions. */
  readPerson: () => Promise<Person | null>
  /** Goes out with the answer: the cookie of a session that goes on. */
  responseHeaders: Headers
}

export function createRequestContext(services: Services, headers: Headers): RequestContext {
  const responseHeaders = new Headers()
  const readOnce = async () => {
    const { person, cookies } = await readAndProlongSession(services.auth, headers)
    for (const cookie of cookies) responseHeaders.append('set-cookie', cookie)
    return person
  }
  let once: Promise<Person | null> | undefined
  return {
    services,
    person: () => {
      once ??= readOnce()
      return once
    },
    readPerson: () => readSession(services.auth, headers),
    responseHeaders,
  }
}
