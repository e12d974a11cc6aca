import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { assembleKnowledge } from '@/runtime/host/assemble-knowledge'
import { createLog } from '@/runtime/host/log'
import { answerError } from '@/runtime/http/answer'
import { documentsRoutes } from '@/runtime/http/documents-routes'
import { createUploads } from '@/runtime/http/read-upload'
import { openStore } from '@/runtime/store/open-store'
import { openStores } from '@/runtime/store/open-stores'
import { type DocumentsPlace, listDocuments, removeDocument } from './documents-client'
import { DocumentsProblem, problemOf } from './documents-problem'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The runtime's own routes of documents, on a store of their own. */
async function runtime() {
  const folder = mkdtempSync('/tmp/bh-documents-')
  const store = openStore(folder, 'a-key-of-at-least-thirty-two-chars')
  const knowledge = assembleKnowledge({
    stores: openStores(store),
    broker: {} as never,
    programFolder: '/nowhere',
    activeDigest: () => null,
    log: createLog(() => undefined),
    now: () => 0,
  })
  const routes = documentsRoutes({ knowledge, readUpload: createUploads() })
  const url = await serve((request, response) => {
    expect(request.headers.cookie).toBeUndefined()
    const path = request.url?.split('?', 1)[0] ?? ''
    const route = routes.find((each) => each.method === request.method && each.path.test(path))
    const match = route?.path.exec(path)
    if (!route || !match) return answerError(response, new Error('no route'), 404)
    void (async () => route.handle(request, response, match))().catch((error) => answerError(response, error))
  })
  closing.push(async () => {
    await knowledge.intake.close()
    store.close()
    rmSync(folder, { recursive: true })
  })
  const place: DocumentsPlace = { url: `${url}/`, key: knowledge.documentsKey, collection: 'manuals' }
  return { knowledge, place }
}

const list = (place: DocumentsPlace) => listDocuments(place, new AbortController().signal)
const problem = async (attempt: Promise<unknown>): Promise<DocumentsProblem> => {
  const error = await attempt.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error instanceof DocumentsProblem) return error
  throw new Error(`no problem, but ${String(error)}`)
}

describe('a tenant’s runtime', () => {
  it('lists the documents of one collection, and removes one; twice is as good as once', async () => {
    const { knowledge, place } = await runtime()
    const bytes = Buffer.from('Within thirty days.')
    knowledge.intake.add('manuals', { name: 'terms.txt', mediaType: 'text/plain', bytes })
    knowledge.intake.add('other', { name: 'other.txt', mediaType: 'text/plain', bytes })
    await knowledge.intake.idle()
    const [document, ...more] = await list(place)
    expect(more).toEqual([])
    expect(document).toMatchObject({ name: 'terms.txt', bytes: 19, state: 'ready', passages: 1, addedAt: new Date(0) })
    await removeDocument(place, document?.id ?? '')
    await removeDocument(place, document?.id ?? '')
    expect(await list(place)).toEqual([])
  })

  it('that does not know the key says so, and the key is in no sentence', async () => {
    const { place } = await runtime()
    const key = 'w'.repeat(43)
    const said = await problem(list({ ...place, key }))
    expect(said).toMatchObject({ kind: 'key', message: expect.stringMatching(/did not accept the key/) })
    expect(`${said.message} ${said.stack}`).not.toContain(key)
  })

  it('that does not answer is out of reach, by its name', async () => {
    const url = await serve((request) => request.socket.destroy())
    const said = await problem(list({ url, key: 'k', collection: 'documents' }))
    expect(said).toMatchObject({ kind: 'unreachable', message: expect.stringContaining(new URL(url).host) })
  })

  it('that answers something else is not believed', async () => {
    for (const body of ['[]', 'nonsense', '{"documents":[{"id":"x"}]}']) {
      const url = await serve((_, response) => response.end(body))
      expect(await problem(list({ url, key: 'k', collection: 'documents' }))).toMatchObject({ kind: 'refused' })
    }
  })

  it('that answers without end is cut off', async () => {
    const url = await serve((_, response) => {
      response.on('error', () => undefined)
      const write = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        response.once('drain', write)
      }
      write()
    })
    expect((await problem(list({ url, key: 'k', collection: 'documents' }))).message).toMatch(/longer than/)
  })
})

describe('a refusal', () => {
  const body = (code: string, message: string) => JSON.stringify({ error: { code, message } })

  it.each([
    [413, body('too-large', 'A document may have 10 MB.'), 'unfit', /10 MB/],
    [507, body('storage-full', 'The store is full.'), 'refused', /store is full/],
    [400, body('bad-input', 'The file says it is a PDF, but it is not.'), 'unfit', /it is not/],
    [429, body('over-limit', 'Try again in a moment.'), 'busy', /in a moment/],
    [503, body('not-ready', 'The agent is restarting.'), 'busy', /restarting/],
    [403, body('forbidden', 'Send it in the header authorization.'), 'key', /reload the page/],
    [404, body('not-found', 'There is no such document.'), 'gone', /not there any more/],
    [502, '<html>', 'refused', /status 502/],
  ] as const)('with status %d is a sentence for people', (status, text, kind, words) => {
    expect(problemOf(status, text)).toMatchObject({ kind, message: expect.stringMatching(words) })
  })

  it('is cut where nobody reads on', () => {
    expect(problemOf(400, body('bad-input', 'x'.repeat(9_999))).message).toHaveLength(400)
  })
})
