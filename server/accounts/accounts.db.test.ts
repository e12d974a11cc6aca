import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient, createTestApi, openLink, type TestApi, testOrigin } from '../api/testing/test-api'
import { inScope } from '../db/scope'
import { createAuth } from './auth'
import { createSignInLink } from './create-sign-in-link'
import { ensureOwner } from './first-run'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi()
})
afterAll(() => api.close())

const password = 'correct horse battery'
const acme = { email: 'ada@acme.test', name: 'Ada', workspaceName: 'Acme', workspaceSlug: 'acme' }

async function withAdmin(work: (admin: Client) => Promise<unknown>) {
  const admin = new Client({ connectionString: api.database.adminUrl })
  await admin.connect()
  await work(admin)
  await admin.end()
}

function postSignIn(email: string, given: string, from: string) {
  return api.handle(
    new Request(`${testOrigin}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: testOrigin, 'x-forwarded-for': from },
      body: JSON.stringify({ email, password: given }),
    }),
  )
}

it('the first run can be repeated and changes nothing the second time', async () => {
  const first = await ensureOwner(api.services.db, api.services.auth, acme)
  expect(await ensureOwner(api.services.db, api.services.auth, acme)).toEqual(first)
  const { client } = await api.signIn(acme.email)
  expect((await client.account.me.query()).memberships).toEqual([
    { role: 'owner', workspace: { slug: 'acme', name: 'Acme' }, tenant: null },
  ])
})

it('a sign-in link works once', async () => {
  const link = await createSignInLink(api.services.auth, acme.email)
  const client = createClient(api.handle, await openLink(api.handle, link))
  expect((await client.account.me.query()).user.email).toBe(acme.email)
  const again = await api.handle(new Request(link))
  expect(again.headers.get('location')).toContain('/sign-in?error=INVALID_TOKEN')
  expect(again.headers.getSetCookie().join()).not.toContain('session_token')
})

it('a sign-in link ends after fifteen minutes', async () => {
  const link = await createSignInLink(api.services.auth, acme.email)
  const stored = await api.services.auth.$context.then(({ adapter }) =>
    adapter.findMany<{ expiresAt: Date; value: string }>({ model: 'verification' }),
  )
  const newest = Math.max(...stored.map((row) => row.expiresAt.getTime()))
  expect(newest - Date.now()).toBeGreaterThan(14 * 60_000)
  expect(newest - Date.now()).toBeLessThanOrEqual(15 * 60_000)
  const token = new URL(link).searchParams.get('token') ?? ''
  expect(JSON.stringify(stored)).not.toContain(token)
})

it('nobody signs up, asks for a link or deletes an account by themselves', async () => {
  for (const path of ['sign-up/email', 'sign-in/magic-link', 'delete-user', 'update-user']) {
    const response = await api.handle(
      new Request(`${testOrigin}/api/auth/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: testOrigin },
        body: JSON.stringify({ email: 'mallory@evil.test', password, name: 'Mallory' }),
      }),
    )
    expect(response.status, path).toBe(404)
  }
})

describe('passwords', () => {
  it('the first needs no old one, every later one does, and it signs in', async () => {
    const { client } = await api.signIn(acme.email)
    expect((await client.account.me.query()).hasPassword).toBe(false)
    await client.account.setPassword.mutate({ newPassword: password })
    expect((await client.account.me.query()).hasPassword).toBe(true)
    await expect(client.account.setPassword.mutate({ newPassword: `${password}!` })).rejects.toThrow(/current password/)
    await client.account.setPassword.mutate({ newPassword: `${password}!`, currentPassword: password })

    const refused = await postSignIn(acme.email, password, '10.9.0.1')
    expect(refused.status).toBe(401)
    const response = await postSignIn(acme.email, `${password}!`, '10.9.0.1')
    expect(response.status).toBe(200)
    const cookie = response.headers.getSetCookie().find((line) => line.includes('session_token')) ?? ''
    expect(cookie).toMatch(/^bulkhead\.session_token=/)
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(cookie).not.toMatch(/Secure/i)
  })

  it('a short one is refused with its limit', async () => {
    const { client } = await api.signIn(acme.email)
    await expect(client.account.setPassword.mutate({ newPassword: 'short' })).rejects.toThrow(/at least 12 characters/)
  })
})

it('cookies are Secure when the app is on https', async () => {
  const origin = 'https://bulkhead.example'
  const auth = createAuth({
    databaseUrl: api.database.url('web'),
    origin,
    secret: 'a secret of at least 32 characters',
    log: api.services.log,
  })
  try {
    const link = await createSignInLink(auth, acme.email)
    const response = await auth.handler(new Request(link))
    expect(response.headers.getSetCookie().join()).toMatch(/__Secure-bulkhead\.session_token=.*Secure/)
  } finally {
    await auth.close()
  }
})

describe('sign-in is limited', () => {
  it('to five tries a minute from one address', async () => {
    const statuses: number[] = []
    for (let i = 0; i < 7; i++) statuses.push((await postSignIn(`nobody-${i}@acme.test`, password, '10.9.1.1')).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429])
    const refused = await postSignIn('nobody@acme.test', password, '10.9.1.1')
    expect(await refused.json()).toMatchObject({
      code: 'over-limit',
      message: expect.stringMatching(/Try again in \d+ s/),
    })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('and to twenty tries for one account, from whatever address', async () => {
    const statuses: number[] = []
    for (let i = 0; i < 22; i++) statuses.push((await postSignIn('target@acme.test', password, `10.9.2.${i}`)).status)
    expect(statuses.slice(0, 20).every((status) => status === 401)).toBe(true)
    expect(statuses.slice(20)).toEqual([429, 429])
  })

  it('for a quarter of an hour, though shorter counters are swept away meanwhile', async () => {
    await withAdmin((admin) => admin.query(`UPDATE auth_rate_limit SET "lastRequest" = "lastRequest" - 300000`))
    // A counter that begins anew makes better-auth sweep the old ones.
    expect((await postSignIn('somebody@acme.test', password, '10.9.2.1')).status).toBe(401)
    expect((await postSignIn('target@acme.test', password, '10.9.3.1')).status).toBe(429)
  })
})

it('a session in use goes on; one that is not ends after a week', async () => {
  const { cookie, client } = await api.signIn(acme.email)
  const me = () => api.handle(new Request(`${testOrigin}/api/trpc/account.me`, { headers: { cookie } }))
  expect((await me()).headers.getSetCookie()).toEqual([])
  await withAdmin((admin) => admin.query(`UPDATE auth_session SET "expiresAt" = now() + interval '3 days'`))
  const prolonged = await me()
  expect(prolonged.headers.getSetCookie().join()).toMatch(/bulkhead\.session_token=.*Max-Age=604800/)
  await withAdmin((admin) => admin.query(`UPDATE auth_session SET "expiresAt" = now() - interval '1 second'`))
  await expect(client.account.me.query()).rejects.toMatchObject({ data: { code: 'not-signed-in', httpStatus: 401 } })
})

it('another origin signs nobody in', async () => {
  const { cookie } = await api.signIn(acme.email)
  const response = await api.handle(
    new Request(`${testOrigin}/api/auth/sign-out`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://evil.test', cookie },
      body: '{}',
    }),
  )
  expect(response.status).toBe(403)
})

it('the web process sees no account outside the auth realm', async () => {
  const seen = await inScope(api.services.db, {}, async (tx) => ({
    users: await tx.authUser.count(),
    sessions: await tx.authSession.count(),
    accounts: await tx.authAccount.count(),
    verifications: await tx.authVerification.count(),
  }))
  expect(seen).toEqual({ users: 0, sessions: 0, accounts: 0, verifications: 0 })
})
