import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { fetchQuestion, QuestionUnread } from './fetch-question'

const open = new Set<Server>()
afterEach(() => {
  for (const server of open) {
    server.closeAllConnections()
    server.close()
  }
  open.clear()
})

async function tenant(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  open.add(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const ask = (url: string) => fetchQuestion({ url, id: 'q1', viewKey: 'k'.repeat(22) }, new AbortController().signal)

it('the text comes from the tenant’s own address, opened by the question’s key and nothing else', async () => {
  const url = await tenant((request, response) => {
    expect(request.headers.cookie).toBeUndefined()
    expect(request.headers.authorization).toBe(`Bearer ${'k'.repeat(22)}`)
    response.end(JSON.stringify({ question: `${request.method} ${request.url}`, label: 'Refund' }))
  })
  expect(await ask(url)).toBe('GET /v1/approvals/q1')
})

it.each([
  [404, /no longer keeps/],
  [401, /did not accept/],
  [503, /status 503/],
  [200, /not a question/],
] as const)('an answer with status %d that is no question says what it is', async (status, words) => {
  const url = await tenant((_, response) => {
    response.statusCode = status
    response.end('{}')
  })
  await expect(ask(url)).rejects.toThrow(words)
})

it('a tenant that does not answer is said to be out of reach, by its name', async () => {
  const url = await tenant((request) => request.socket.destroy())
  await expect(ask(url)).rejects.toThrow(new RegExp(`does not answer \\(${new URL(url).host}\\)`))
})

it('an endless answer is cut off', async () => {
  const url = await tenant((_, response) => {
    response.on('error', () => undefined)
    const write = () => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
      response.once('drain', write)
    }
    write()
  })
  await expect(ask(url)).rejects.toThrow(QuestionUnread)
})
