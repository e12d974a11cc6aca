import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BulkheadError } from '@/domain/errors'
import { createRequestContext } from './context'
import { handleApiRequest } from './http-handler'
import type { Services } from './services'
import { createClient, createTestApi, type Session, type TestApi, testOrigin } from './testing/test-api'

const workspace = 'acme'
let api: TestApi
let owner: Session
beforeAll(async () => {
  api = await createTestApi()
  owner = await api.createWorkspace(workspace)
})
afterAll(() => api.close())

function post(path: string, body: string, headers: Record<string, string> = { origin: testOrigin }) {
  return api.handle(
    new Request(`${testOrigin}/api/trpc/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: owner.cookie, ...headers },
      body,
    }),
  )
}

const create = JSON.stringify({ json: { workspace, name: 'From elsewhere' } })

describe('changes come from our own pages alone', () => {
  it.each([
    ['another site', { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }],
    ['a sibling host, such as a tenant’s', { origin: 'http://shop.localhost:4300', 'sec-fetch-site': 'same-site' }],
    ['a page without an origin', { origin: 'null' }],
    ['something that is no browser and says nothing', {}],
  ])('not from %s', async (_, headers) => {
    const response = await post('blueprint.create', create, headers as Record<string, string>)
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ error: { json: { data: { code: 'forbidden' } } } })
  })

  it('from our own they do', async () => {
    expect((await post('blueprint.create', create)).status).toBe(200)
    expect((await post('blueprint.create', create, { 'sec-fetch-site': 'same-origin' })).status).toBe(200)
  })

  it('and never by GET', async () => {
    const url = `${testOrigin}/api/trpc/blueprint.create?input=${encodeURIComponent(create)}`
    const response = await api.handle(new Request(url, { headers: { cookie: owner.cookie } }))
    expect(response.status).toBe(405)
  })
})

describe('limits', () => {
  it('a body that is too large is refused, though no header says how large it is', async () => {
    const large = JSON.stringify({ json: { workspace, name: 'x'.repeat(4_100_000) } })
    const response = await post('blueprint.create', large)
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ error: { json: { data: { code: 'too-large' } } } })
  })

  it('a batch of more than ten calls is refused', async () => {
    const paths = Array.from({ length: 11 }, () => 'account.me').join(',')
    const response = await api.handle(
      new Request(`${testOrigin}/api/trpc/${paths}?batch=1&input={}`, { headers: { cookie: owner.cookie } }),
    )
    expect(response.status).toBe(400)
  })
})

describe('errors', () => {
  it('of input say what is wrong and where', async () => {
    const response = await post('blueprint.create', JSON.stringify({ json: { workspace, name: '' } }))
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      error: {
        json: {
          message: 'name: must not be empty',
          data: { code: 'bad-input', details: { problems: [{ path: 'name', message: 'must not be empty' }] } },
        },
      },
    })
  })

  it.each(['{', '[]', 'null', '{"json":{"workspace":7}}', '{"json":{"workspace":"acme","name":{"a":1}}}'])(
    'broken input (%s) is bad input and nothing worse',
    async (body) => {
      const response = await post('blueprint.create', body)
      expect(response.status).toBe(400)
      const text = await response.text()
      expect(text).toContain('"bad-input"')
      expect(text).not.toMatch(/"stack"|node_modules|\.ts:\d/)
    },
  )

  it('of ours are logged under an id, which is all that a person sees', async () => {
    const logged: { id?: string; err?: Error }[] = []
    const broken: Services = {
      ...api.services,
      wrappingKey: { id: 'broken', wrap: () => Promise.reject(new Error('secret detail at /srv/keys/kek.pem')) },
      log: { ...api.services.log, error: (entry: object) => logged.push(entry) } as unknown as Services['log'],
    }
    const client = createClient((request) => handleApiRequest(broken, request), owner.cookie)
    const provider = { workspace, baseUrl: 'https://models.test', defaultModel: 'm', key: 'k' }
    const error = await client.workspace.setModelProvider.mutate(provider).catch((cause) => cause)
    expect(error.data).toMatchObject({ code: 'internal', httpStatus: 500 })
    expect(error.message).toContain(logged[0]?.id)
    expect(logged[0]?.err?.message).toContain('secret detail')
    expect(JSON.stringify(error.shape)).not.toMatch(/secret|kek|stack/)
  })

  it('a failed call leaves nothing of itself in the database', async () => {
    const before = await owner.client.blueprint.list.query({ workspace })
    const { id } = await owner.client.blueprint.create.mutate({ workspace, name: 'Whole' })
    const broken: Services = {
      ...api.services,
      wrappingKey: { id: 'k', wrap: () => Promise.reject(new BulkheadError('not-ready', 'The vault is away.')) },
    }
    const client = createClient((request) => handleApiRequest(broken, request), owner.cookie)
    const attempt = client.tenant.create.mutate({ workspace, name: 'T', slug: 'half-made', blueprintId: id })
    await expect(attempt).rejects.toMatchObject({ data: { code: 'not-ready', httpStatus: 503 } })
    expect(await owner.client.tenant.list.query({ workspace })).toEqual([])
    expect(await owner.client.blueprint.list.query({ workspace })).toHaveLength(before.length + 1)
  })
})

it('one request reads the session once, however many calls it carries', async () => {
  let reads = 0
  const auth = {
    ...api.services.auth,
    api: {
      ...api.services.auth.api,
      getSession: (input: { headers: Headers; returnHeaders: true }) => {
        reads += 1
        return api.services.auth.api.getSession(input)
      },
    },
  } as Services['auth']
  const context = createRequestContext({ ...api.services, auth }, new Headers({ cookie: owner.cookie }))
  const [first, second] = await Promise.all([context.person(), context.person()])
  expect(first?.email).toBe('owner@acme.test')
  expect(second).toBe(first)
  expect(reads).toBe(1)
})
