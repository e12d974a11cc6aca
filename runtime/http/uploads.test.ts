import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, request as startRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { assembleKnowledge, type Knowledge } from '../host/assemble-knowledge'
import { createLog } from '../host/log'
import { knowledgeLimits } from '../knowledge/limits'
import { openStore } from '../store/open-store'
import { openStores } from '../store/open-stores'
import { sampleFiles } from '../testing/sample-files'
import { answerError } from './answer'
import { documentsRoutes } from './documents-routes'
import { filesRoutes } from './files-routes'
import { createUploads } from './read-upload'

const deadline = { timeout: 10_000, interval: 5 }
let folder: string
let url: string
let knowledge: Knowledge
let close: () => void

beforeEach(async () => {
  folder = mkdtempSync('/tmp/bh-uploads-')
  const store = openStore(folder, 'a-key-of-at-least-thirty-two-chars')
  knowledge = assembleKnowledge({
    stores: openStores(store),
    broker: {} as never,
    programFolder: '/nowhere',
    activeDigest: () => null,
    log: createLog(() => undefined),
    now: () => 0,
  })
  const readUpload = createUploads({ atOnce: 1, timeMs: 60_000 })
  const routes = [...documentsRoutes({ knowledge, readUpload }), ...filesRoutes({ files: knowledge.files, readUpload })]
  const server = createServer((request, response) => {
    const path = request.url?.split('?', 1)[0] ?? ''
    const route = routes.find((each) => each.method === request.method && each.path.test(path))
    const match = route?.path.exec(path)
    if (!route || !match) return answerError(response, new Error('no route'), 404)
    const handled = (async () => route.handle(request, response, match))()
    void handled.catch((error: unknown) => {
      if (!request.complete) response.shouldKeepAlive = false
      answerError(response, error)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  close = () => {
    server.close()
    server.closeAllConnections()
    store.close()
  }
})
afterEach(async () => {
  await knowledge.intake.close()
  close()
  rmSync(folder, { recursive: true })
})

const withKey = () => ({ authorization: `Bearer ${knowledge.documentsKey}` })
const ask = (method: string, path: string, body?: BodyInit, headers: Record<string, string> = withKey()) =>
  fetch(url + path, { method, headers, ...(body === undefined ? {} : { body }) })
const add = (path: string, body: BodyInit, type = 'text/plain') =>
  ask('POST', `/v1/documents${path}`, body, { ...withKey(), 'content-type': type })
const listed = async (path = '') =>
  (
    (await (await ask('GET', `/v1/documents${path}`)).json()) as {
      documents: { id: string; name: string; state: string }[]
    }
  ).documents

describe('documents over HTTP', () => {
  it('are added, listed, replaced and removed', async () => {
    const answer = await add(
      '?name=terms%20of%20use.md',
      '# Refunds\n\nWithin thirty days.',
      'application/octet-stream',
    )
    expect(answer.status).toBe(202)
    expect(await answer.json()).toMatchObject({ document: { state: 'indexing', mediaType: 'text/markdown' } })
    await knowledge.intake.idle()
    expect((await add('?name=terms%20of%20use.md', 'Within sixty days.')).status).toBe(202)
    await knowledge.intake.idle()
    const [document] = await listed()
    expect(document).toMatchObject({ name: 'terms of use.md', state: 'ready', passages: 1 })
    expect(await knowledge.documents('documents').search('sixty', 5)).toHaveLength(1)
    expect((await ask('DELETE', `/v1/documents/${document?.id}?collection=other`)).status).toBe(404)
    expect((await ask('DELETE', `/v1/documents/${document?.id}`)).status).toBe(204)
    expect((await ask('DELETE', `/v1/documents/${document?.id}`)).status).toBe(404)
    expect(await listed()).toEqual([])
  })

  it('are kept by collection', async () => {
    await add('?collection=manuals&name=a.txt', 'hello')
    expect(await listed('?collection=manuals')).toHaveLength(1)
    expect(await listed()).toEqual([])
    expect((await add('?collection=No%20Such&name=a.txt', 'hello')).status).toBe(400)
  })

  it('are closed to whoever has no key, and nothing is read of what they send', async () => {
    await add('?name=a.txt', 'hello')
    const [document] = await listed()
    const wrong = [{}, { authorization: '' }, { authorization: 'Bearer x' }, { authorization: knowledge.documentsKey }]
    for (const headers of wrong as Record<string, string>[]) {
      for (const [method, path] of [
        ['GET', '/v1/documents'],
        ['POST', '/v1/documents?name=b.txt'],
        ['DELETE', `/v1/documents/${document?.id}`],
      ] as const) {
        const answer = await ask(method, path, method === 'POST' ? 'hello' : undefined, headers)
        expect(answer.status).toBe(403)
        expect(await answer.text()).not.toContain(knowledge.documentsKey)
      }
    }
    expect(await listed()).toHaveLength(1)
  })

  it('are open to any page that has the key, and to no cookie', async () => {
    const preflight = await ask('OPTIONS', '/v1/documents', undefined, { origin: 'https://app.example' })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization')
    for (const answer of [
      preflight,
      await ask('GET', '/v1/documents'),
      await ask('GET', '/v1/documents', undefined, {}),
    ]) {
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
    }
  })

  it('are refused in words when they are too large, of another kind, without a name, or packed', async () => {
    const large = new Uint8Array(knowledgeLimits.documentBytes + 1).fill(97)
    const inPieces = new ReadableStream({
      start(controller) {
        for (let index = 0; index < 12; index += 1) controller.enqueue(large.subarray(0, 1_000_000))
        controller.close()
      },
    })
    const refused: [number, Promise<Response>][] = [
      [413, add('?name=a.txt', large)],
      [400, add('?name=a.png', 'hello', 'image/png')],
      [400, add('', 'hello')],
      [400, add('?name=a.pdf', 'hello', 'application/pdf')],
    ]
    for (const [status, answer] of refused) expect((await answer).status).toBe(status)
    const packed = await ask('POST', '/v1/documents?name=a.txt', 'x', {
      ...withKey(),
      'content-encoding': 'gzip',
      'content-type': 'text/plain',
    })
    expect(packed.status).toBe(400)
    const streamed = await fetch(`${url}/v1/documents?name=a.txt`, {
      method: 'POST',
      headers: { ...withKey(), 'content-type': 'text/plain' },
      body: inPieces,
      duplex: 'half',
    } as RequestInit).catch(() => null)
    // The connection may be cut before the answer is read.
    expect(streamed === null || streamed.status === 413).toBe(true)
    expect(await listed()).toEqual([])
  })
})

describe('the documents key', () => {
  it('is the same after a restart, and long enough not to be guessed', () => {
    expect(knowledge.documentsKey).toMatch(/^[\w-]{43}$/)
    const store = openStore(folder, 'a-key-of-at-least-thirty-two-chars')
    const again = assembleKnowledge({
      stores: openStores(store),
      broker: {} as never,
      programFolder: '/nowhere',
      activeDigest: () => null,
      log: createLog(() => undefined),
      now: () => 1,
    })
    expect(again.documentsKey).toBe(knowledge.documentsKey)
    store.close()
  })
})

describe('a file for a message', () => {
  const send = (path: string, body: BodyInit) => ask('POST', `/v1/files${path}`, body, { 'content-type': 'image/png' })

  it('needs no key, belongs to its conversation, and is what its bytes say', async () => {
    const answer = await send('?session=s1&name=cat.png', sampleFiles['image/jpeg'])
    expect(answer.status).toBe(201)
    const { session, file } = (await answer.json()) as { session: string; file: { id: string } }
    expect({ session, file }).toMatchObject({ session: 's1', file: { name: 'cat.png', mediaType: 'image/jpeg' } })
    expect(knowledge.files.references('s1', [file.id])).toEqual([file])
    const begun = (await (await send('', sampleFiles['image/png'])).json()) as { session: string }
    expect(begun.session).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('is refused for what is no session and no file', async () => {
    expect((await send('?session=a%20b', sampleFiles['image/png'])).status).toBe(400)
    expect((await send('?session=s1', '<svg/>')).status).toBe(400)
    expect((await send('?session=s1', new Uint8Array(15_000_001))).status).toBe(413)
  })

  it('waits its turn, and whoever breaks off gives the turn back', async () => {
    const slow = startRequest(`${url}/v1/files?session=s1`, { method: 'POST' })
    slow.on('error', () => undefined)
    slow.write(sampleFiles['image/png'])
    const status = async () => (await send('?session=s1', sampleFiles['image/png'])).status
    await vi.waitFor(async () => expect(await status()).toBe(429), deadline)
    slow.destroy()
    await vi.waitFor(async () => expect(await status()).toBe(201), deadline)
  })
})
