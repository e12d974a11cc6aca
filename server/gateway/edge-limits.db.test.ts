import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { waitFor } from '@/server/doors/testing/wait-for'
import { echo, sayHello, setUpGateway } from './testing/gateway-bench'

const bench = setUpGateway()

describe('limits', () => {
  it('lets no more wait than it can hold', async () => {
    await bench.reopen({ waiting: 3, waitForRuntimeMs: 300 })
    const answers = await Promise.all(Array.from({ length: 10 }, () => bench.ask('acme.localhost')))
    expect(answers.every((answer) => answer.status === 503)).toBe(true)
    expect(answers.filter((answer) => answer.body.includes('too many requests already wait'))).toHaveLength(7)
  })

  it('lets one tenant open only so many requests, and the others all the same', async () => {
    await bench.reopen({ concurrent: 2 })
    const peer = bench.serve(bench.acme, () => undefined)
    bench.serve(bench.umbrella, sayHello)
    const hanging = [0, 1].map(() => httpRequest({ port: bench.gateway.port, headers: { host: 'acme.localhost' } }))
    for (const request of hanging) request.on('error', () => undefined).end()
    await waitFor('both are with the runtime', () => peer.served.length === 2)
    expect((await bench.ask('acme.localhost')).status).toBe(429)
    expect((await bench.ask('umbrella.localhost')).status).toBe(200)
    for (const request of hanging) request.destroy()
    bench.serve(bench.acme, sayHello)
    await waitFor('there is room again', async () => (await bench.ask('acme.localhost')).status === 200)
  })

  it.each([
    ['announced', { 'content-length': '20000' }],
    ['found out on the way', { 'transfer-encoding': 'chunked' }],
  ])('answers 413 to a body over the limit, %s', async (_name, headers) => {
    await bench.reopen({ bodyBytes: 10_000 })
    bench.serve(bench.acme, echo)
    const answer = await bench.ask('acme.localhost', { method: 'POST', headers, body: 'x'.repeat(20_000) })
    expect(answer.status).toBe(413)
    expect(JSON.parse(answer.body).error.details).toEqual({ limitBytes: 10_000 })
  })

  it('answers 431 to ten thousand headers, and to many small ones', async () => {
    const head = (count: number) =>
      `GET / HTTP/1.1\r\nHost: acme.localhost\r\nConnection: close\r\n${'a:b\r\n'.repeat(count)}\r\n`
    expect(await bench.sendRaw(head(10_000))).toMatch(/^HTTP\/1\.1 431 /)
    expect(await bench.sendRaw(head(300))).toMatch(/^HTTP\/1\.1 431 /)
  })

  it('answers 504 when the first byte is overdue', async () => {
    await bench.reopen({ firstByteMs: 100 })
    bench.serve(bench.acme, () => undefined)
    expect((await bench.ask('acme.localhost')).status).toBe(504)
  })

  it('does not read ahead of a slow client: the runtime feels the pressure', async () => {
    let written = 0
    let upstreamEnded = false
    bench.serve(bench.acme, (_request, response) => {
      response.once('close', () => {
        upstreamEnded = true
      })
      const more = () => {
        while (!response.destroyed && written < 200_000_000) {
          written += 65_536
          if (!response.write(Buffer.alloc(65_536))) return
        }
      }
      response.on('drain', more)
      more()
    })
    const client = connect(bench.gateway.port, '127.0.0.1')
    client.pause()
    client.write('GET / HTTP/1.1\r\nHost: acme.localhost\r\n\r\n')
    let last = -1
    await waitFor('the runtime stops writing', async () => {
      const before = last
      last = written
      await pause(100)
      return written > 0 && before === written
    })
    expect(written).toBeLessThan(50_000_000)
    client.destroy()
    await waitFor('the abort reaches the runtime', () => upstreamEnded)
  })

  it('cuts off a client that takes nothing for too long', async () => {
    await bench.reopen({ slowReaderMs: 100 })
    let ended = false
    bench.serve(bench.acme, (_request, response) => {
      response.once('close', () => {
        ended = true
      })
      response.write(Buffer.alloc(50_000_000))
    })
    const client = connect(bench.gateway.port, '127.0.0.1')
    client.pause()
    client.write('GET / HTTP/1.1\r\nHost: acme.localhost\r\n\r\n')
    await waitFor('cut off', () => ended)
    client.destroy()
  })

  it('tells the runtime when the client goes away in the middle of its request, and serves the next one', async () => {
    let aborted = false
    const peer = bench.serve(bench.acme, (request, response) => {
      request.resume()
      if (request.method === 'GET') response.end('fine')
      response.once('close', () => {
        aborted ||= request.method === 'POST'
      })
    })
    const client = connect(bench.gateway.port, '127.0.0.1')
    client.write('POST / HTTP/1.1\r\nHost: acme.localhost\r\nContent-Length: 1000\r\n\r\nhalf')
    await waitFor('the runtime has it', () => peer.served.length === 1)
    client.destroy()
    await waitFor('the runtime knows', () => aborted)
    expect((await bench.ask('acme.localhost')).body).toBe('fine')
  })

  it('tells the runtime when the client goes away before the answer', async () => {
    let aborted = false
    const peer = bench.serve(bench.acme, (_request, response) => {
      response.once('close', () => {
        aborted = true
      })
    })
    const client = connect(bench.gateway.port, '127.0.0.1')
    client.write('GET / HTTP/1.1\r\nHost: acme.localhost\r\n\r\n')
    await waitFor('the runtime has it', () => peer.served.length === 1)
    client.destroy()
    await waitFor('the runtime knows', () => aborted)
  })
})
