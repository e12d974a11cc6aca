import { type Person, readSession } from '../accounts/session'
import type { Services } from './services'

/** What every call of one HTTP request shares. */
export type RequestContext = {
  services: Services
  /** Reads the session anew: a subscription asks again and again. */
  readPerson: () => Promise<Person | null>
  /** The same, once per request. */
  person: () => Promise<Person | null>
}

export function createRequestContext(services: Services, headers: Headers): RequestContext {
  const readPerson = () => readSession(services.auth, headers)
  let once: Promise<Person | null> | undefined
  return {
    services,
    readPerson,
    person: () => {
      once ??= readPerson()
      return once
    },
  }
}
