import { join } from 'node:path'
import Docker from 'dockerode'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { compileForTest } from '@/domain/blueprint/testing/compile-for-test'
import { Drawing } from '@/domain/blueprint/testing/draw'
import { createDockerEngine } from '@/server/provisioning/docker/docker-engine'
import type { Engine } from '@/server/provisioning/port'
import { applyBundle, forTestTenant } from './testing/apply-bundle'
import { bundleKey, ids } from './testing/bundles'
import { makePdf } from './testing/make-pdf'
import { buildRuntime, builtRuntime, removeBuild } from './testing/run-runtime'
import { createTestHost, type TestHost } from './testing/test-host'
import { waitFor } from './testing/wait-for'

/** Reads documents, runs code, acts, waits, and acts again. */
const bundle = forTestTenant(
  compileForTest(
    new Drawing()
      .trigger('chat-message')
      .next('search-documents')
      .next('code', {
        source: 'return input.text.toUpperCase()',
        inputs: [{ name: 'text', value: 'search_documents.passages[0].text' }],
      })
      .next('send', { skill: 'slack', action: 'post_message', inputs: { channel: '#a', text: '{{ code.result }}' } })
      .next('wait', { amount: 1, unit: 'seconds' })
      .next('send', { skill: 'slack', action: 'post_message', inputs: { channel: '#a', text: 'later' } })
      .next('reply', { text: '{{ code.result }}' }).document,
  ).bundle,
)
const installation = `runs-${process.pid}`
const docker = new Docker()
let host: TestHost
let engine: Engine

beforeAll(async () => {
  buildRuntime()
  host = await createTestHost()
  engine = createDockerEngine({
    folders: { doors: join(host.folder, 'd'), data: join(host.folder, 'data') },
    installation,
    runtimeDist: builtRuntime,
  })
})
afterAll(async () => {
  await engine.remove(ids.runtime, { graceMs: 0, keepData: false })
  await host.remove()
  removeBuild()
})

async function start(): Promise<void> {
  await engine.ensure({
    runtimeId: ids.runtime,
    workspaceId: ids.workspace,
    tenantId: ids.tenant,
    tenantSlug: 'acme',
    generation: 1,
    image: await engine.resolveImage(),
    memoryMb: 128,
    cpus: 0.5,
    pids: 64,
    bundleKey,
  })
  const { guards } = await host.take('hello')
  expect(guards.results.filter(({ outcome }) => outcome !== 'passed')).toEqual([])
  await applyBundle(host, bundle)
}

async function kill(): Promise<void> {
  const label = [`dev.bulkhead.installation=${installation}`]
  const [container] = await docker.listContainers({ filters: { label } })
  await docker.getContainer(container?.Id ?? '').kill({ signal: 'SIGKILL' })
  await waitFor('the container to be dead', async () => (await engine.inspect(ids.runtime))?.phase === 'exited')
}

async function addPdf(): Promise<void> {
  const status = await waitFor('the documents key', () =>
    host.messages.find((message) => message.type === 'status' && message.status.documentsKey !== undefined),
  )
  const authorization = `Bearer ${status.type === 'status' ? status.status.documentsKey : ''}`
  const pdf = makePdf([['Refunds are made within thirty days.']]).toString('latin1')
  const headers = { authorization, 'content-type': 'application/pdf' }
  expect((await host.ask('POST', '/v1/documents?name=refunds.pdf', pdf, headers)).status).toBe(202)
  await waitFor('the document to be read', async () => {
    const list = (await host.ask('GET', '/v1/documents', undefined, { authorization })).json()
    const [document] = (list as { documents: { state: string; error?: string }[] }).documents
    if (document?.state === 'failed') throw new Error(JSON.stringify(document))
    return document?.state === 'ready'
  })
}

it('in a sealed container a PDF is read, code runs, and a run that is killed twice acts once and comes to its end', async () => {
  await start()
  await addPdf()
  const acted = Promise.withResolvers<void>()
  host.broker.afterAct = async () => {
    host.broker.afterAct = () => undefined
    await kill()
    acted.resolve()
  }
  const cutOff = host.ask('POST', '/v1/messages', { session: 's1', content: 'refunds' }).catch(() => null)
  await acted.promise
  expect(await cutOff).toBeNull()
  await start()
  const waiting = await waitFor('the run to wait', () =>
    host.messages.find((message) => message.type === 'status' && message.status.waiting === 1),
  )
  expect(waiting).toMatchObject({ status: { wakeAt: expect.any(String) } })
  await kill()
  await start()
  await waitFor('the reply', async () => {
    const history = (await host.ask('GET', '/v1/sessions/s1')).json() as { messages: { content: string }[] }
    return history.messages.length === 2 && history
  })
  const acts = host.broker.ledger.done.map((act) => act.kind === 'skill' && act.args.text)
  expect(acts).toEqual([expect.stringContaining('REFUNDS ARE MADE WITHIN THIRTY DAYS'), 'later'])
})
