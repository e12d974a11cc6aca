import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Role, roles } from '../accounts/roles'
import { everyProcedure } from './testing/every-procedure'
import { createTestApi, type Session, type TestApi, testOrigin } from './testing/test-api'

let api: TestApi
const people = {} as Record<Role | 'stranger', Session>

beforeAll(async () => {
  api = await createTestApi()
  const owner = await api.createWorkspace('acme')
  const { client } = owner
  const { id } = await client.blueprint.create.mutate({ workspace: 'acme', name: 'Desk', starter: 'support-desk' })
  await client.tenant.create.mutate({ workspace: 'acme', name: 'Shop', slug: 'shop', blueprintId: id })
  people.owner = owner
  for (const role of ['builder', 'operator', 'customer'] as const) {
    const email = `${role}@acme.test`
    const tenant = role === 'customer' ? { tenant: 'shop' } : {}
    await client.workspace.addMember.mutate({ workspace: 'acme', email, name: role, role, ...tenant })
    people[role] = await api.signIn(email)
  }
  people.stranger = await api.createWorkspace('other')
})
afterAll(() => api.close())

type Refusal = { code: string; message: string; httpStatus: number }

/** Calls with no more input than says where: whoever may call is told what is missing, the others are refused first. */
async function callBare(
  { path, type }: { path: string; type: string },
  session: Session | null,
): Promise<Refusal | 'allowed'> {
  const input = { json: { workspace: 'acme', tenant: 'shop' } }
  const isGet = type !== 'mutation'
  const query = isGet ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ''
  const stop = new AbortController()
  const response = await api.handle(
    new Request(`${testOrigin}/api/trpc/${path}${query}`, {
      method: isGet ? 'GET' : 'POST',
      headers: {
        origin: testOrigin,
        ...(session === null ? {} : { cookie: session.cookie }),
        ...(isGet ? {} : { 'content-type': 'application/json' }),
      },
      signal: stop.signal,
      ...(isGet ? {} : { body: JSON.stringify(input) }),
    }),
  )
  if (response.headers.get('content-type')?.startsWith('text/event-stream') === true) {
    const text = await firstEvents(response)
    stop.abort()
    return parseRefusal(text)
  }
  return parseRefusal(await response.text())
}

/** Reads a stream until it says something that matters. */
async function firstEvents(response: Response): Promise<string> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    const line = text.split('\n').find((candidate) => candidate.startsWith('data: {"json"'))
    if (line !== undefined) return line.slice('data: '.length)
  }
  return text
}

function parseRefusal(text: string): Refusal | 'allowed' {
  expect(text).not.toMatch(/\bat .*\(.*:\d+:\d+\)|node_modules|\.ts:|"stack"/)
  const parsed = JSON.parse(text)
  const data = parsed.error?.json?.data ?? parsed.json?.data ?? undefined
  return data?.code === undefined ? 'allowed' : { code: data.code, message: data.message, httpStatus: data.httpStatus }
}

describe.each(everyProcedure)('$path', (procedure) => {
  const allowed = procedure.roles
  const forEveryone = allowed.includes('signed-in')

  it('is refused to whoever is not signed in', async () => {
    expect(await callBare(procedure, null)).toMatchObject({ code: 'not-signed-in', httpStatus: 401 })
  })

  it.skipIf(forEveryone)('does not exist for another workspace', async () => {
    expect(await callBare(procedure, people.stranger)).toMatchObject({ code: 'not-found', httpStatus: 404 })
  })

  it.skipIf(forEveryone).each(roles)('is for its roles alone (%s)', async (role) => {
    const answer = await callBare(procedure, people[role])
    if (allowed.includes(role)) expect(answer).not.toMatchObject({ code: 'forbidden' })
    else
      expect(answer).toMatchObject({
        code: 'forbidden',
        httpStatus: 403,
        message: expect.stringContaining(`yours is ${role}`),
      })
  })
})
