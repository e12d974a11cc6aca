import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRequestContext } from './context'
import { appRouter } from './router'
import { createTestApi, type Session, type TestApi } from './testing/test-api'
import { t } from './trpc'

const workspace = 'acme'
let api: TestApi
let owner: Session
let blueprintId: string
beforeAll(async () => {
  api = await createTestApi()
  owner = await api.createWorkspace(workspace)
  blueprintId = (await owner.client.blueprint.create.mutate({ workspace, name: 'Desk' })).id
})
afterAll(() => api.close())

function caller(session: Session, signal: AbortSignal) {
  const context = createRequestContext(api.services, new Headers({ cookie: session.cookie }))
  return t.createCallerFactory(appRouter)(context, { signal })
}

it('a change made by anybody is on screen at once, and what did not change is not sent again', async () => {
  const stop = new AbortController()
  const stream = await caller(owner, stop.signal).tenant.watchAll({ workspace })
  const screens = stream[Symbol.asyncIterator]()
  expect((await screens.next()).value).toEqual([])
  const next = screens.next()
  await owner.client.tenant.create.mutate({ workspace, name: 'Shop', slug: 'watched', blueprintId })
  const created = performance.now()
  expect((await next).value).toMatchObject([
    { slug: 'watched', phase: 'pending', url: 'http://watched.localhost:4380' },
  ])
  // The periodic read alone would take five seconds.
  expect(performance.now() - created).toBeLessThan(3_000)
  const after = screens.next()
  stop.abort()
  expect(await after).toEqual({ done: true, value: undefined })
})

it('holds no connection between two reads', async () => {
  const stop = new AbortController()
  const streams = await Promise.all(
    Array.from({ length: 30 }, () => caller(owner, stop.signal).tenant.watchAll({ workspace })),
  )
  const iterators = streams.map((stream) => stream[Symbol.asyncIterator]())
  for (const screen of iterators) expect((await screen.next()).done).toBe(false)
  const waiting = iterators.map((screen) => screen.next())
  // The pool has ten connections: thirty open screens and a call that still gets one.
  expect(await owner.client.tenant.list.query({ workspace })).toHaveLength(1)
  stop.abort()
  await Promise.all(waiting)
})

it('ends with the membership, though the stream was open already', async () => {
  const { membershipId } = await owner.client.workspace.addMember.mutate({
    workspace,
    email: 'leaver@acme.test',
    name: 'Leaver',
    role: 'operator',
  })
  const leaver = await api.signIn('leaver@acme.test')
  const stop = new AbortController()
  const screens = (await caller(leaver, stop.signal).tenant.watchAll({ workspace }))[Symbol.asyncIterator]()
  await screens.next()
  const next = screens.next()
  await owner.client.workspace.removeMember.mutate({ workspace, membershipId })
  await expect(next).rejects.toMatchObject({ cause: { code: 'not-found' } })
}, 15_000)

it('a customer’s screen follows their tenant alone', async () => {
  await owner.client.workspace.addMember.mutate({
    workspace,
    email: 'customer@acme.test',
    name: 'Customer',
    role: 'customer',
    tenant: 'watched',
  })
  const customer = await api.signIn('customer@acme.test')
  const stop = new AbortController()
  const screens = (await caller(customer, stop.signal).portal.watch({ workspace, tenant: 'watched' }))[
    Symbol.asyncIterator
  ]()
  expect((await screens.next()).value).toMatchObject({ slug: 'watched' })
  stop.abort()
  await expect(caller(customer, stop.signal).tenant.watchAll({ workspace })).rejects.toMatchObject({
    cause: { code: 'forbidden' },
  })
})
