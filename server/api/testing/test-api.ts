import { generateKeyPairSync } from 'node:crypto'
import { createTRPCClient, httpLink } from '@trpc/client'
import superjson from 'superjson'
import { createAuth } from '@/server/accounts/auth'
import { createSignInLink } from '@/server/accounts/create-sign-in-link'
import { ensureOwner } from '@/server/accounts/first-run'
import { createTestDatabase, type TestDatabase } from '@/server/db/testing/test-database'
import { createHintListener, createHintPublisher } from '@/server/live/hints'
import { createPresence } from '@/server/live/presence'
import { createLogger } from '@/server/log'
import { fileKeyProvider, type KeyProvider } from '@/server/vault/key-provider'
import { handleAuthRequest } from '../auth-handler'
import { handleApiRequest } from '../http-handler'
import type { AppRouter } from '../router'
import type { Services } from '../services'

export const testOrigin = 'http://localhost:4300'

/** The whole API on a real database, called as browsers call it: over HTTP messages, with cookies. */
export type TestApi = {
  database: TestDatabase
  services: Services
  keyProvider: KeyProvider
  handle: (request: Request) => Promise<Response>
  /** Signs in with a one-time link. */
  signIn: (email: string) => Promise<Session>
  /** A workspace with its owner signed in. */
  createWorkspace: (slug: string) => Promise<Session & { workspaceId: string; workspace: string }>
  close: () => Promise<void>
}

export type Session = { cookie: string; client: ApiClient }
export type ApiClient = ReturnType<typeof createClient>

export async function createTestApi(): Promise<TestApi> {
  const database = await createTestDatabase()
  const keyProvider = fileKeyProvider(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)
  const services = createServices(database, keyProvider)
  const handle = (request: Request) =>
    new URL(request.url).pathname.startsWith('/api/auth/')
      ? handleAuthRequest(services, request)
      : handleApiRequest(services, request)
  const signIn = async (email: string): Promise<Session> => {
    const cookie = await openLink(handle, await createSignInLink(services.auth, email))
    return { cookie, client: createClient(handle, cookie) }
  }
  return {
    database,
    services,
    keyProvider,
    handle,
    signIn,
    createWorkspace: async (slug) => {
      const email = `owner@${slug}.test`
      const owner = { email, name: `Owner of ${slug}`, workspaceName: slug.toUpperCase(), workspaceSlug: slug }
      const { workspaceId } = await ensureOwner(services.db, services.auth, owner)
      return { ...(await signIn(email)), workspaceId, workspace: slug }
    },
    close: async () => {
      await Promise.all([services.hints.publisher.close(), services.hints.listener.close(), services.auth.close()])
      await database.close()
    },
  }
}

function createServices(database: TestDatabase, wrappingKey: KeyProvider): Services {
  const databaseUrl = database.url('web')
  const log = createLogger('test', 'silent')
  return {
    db: database.connect('web'),
    auth: createAuth({ databaseUrl, origin: testOrigin, secret: 'a secret of at least 32 characters', log }),
    hints: { publisher: createHintPublisher(databaseUrl, log), listener: createHintListener(databaseUrl, log) },
    presence: createPresence(),
    wrappingKey,
    engine: 'docker',
    origin: testOrigin,
    tenantUrl: 'http://{slug}.localhost:4380',
    log,
  }
}

let addresses = 0

/** Opens a sign-in link as a browser does, from an address of its own, and keeps the cookie. */
export async function openLink(handle: TestApi['handle'], link: string): Promise<string> {
  addresses += 1
  const from = `10.0.${addresses >> 8}.${addresses & 255}`
  const response = await handle(new Request(link, { headers: { 'x-forwarded-for': from } }))
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

export function createClient(handle: TestApi['handle'], cookie: string) {
  const call = (input: string | URL | Request, init?: RequestInit) => {
    const headers = new Headers(init?.headers)
    headers.set('cookie', cookie)
    headers.set('origin', testOrigin)
    return handle(new Request(input instanceof Request ? input.url : input, { ...init, headers }))
  }
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${testOrigin}/api/trpc`,
        transformer: superjson,
        fetch: (input, init) => call(input, init as RequestInit),
      }),
    ],
  })
}
