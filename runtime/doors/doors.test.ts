import { mkdtempSync, rmSync } from 'node:fs'
import { createServer as createHttp, type Server as HttpServer } from 'node:http'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { waitFor } from '../testing/wait-for'
import { createBackOff } from './back-off'
import { dialIngress, type IngressDialler } from './ingress-dialler'
import { createLineSplitter } from './line-splitter'

describe('back-off', () => {
  it('doubles up to its ceiling, jitters by at most half, and starts over', () => {
    const slowest = createBackOff(20, 3_000, () => 0)
    expect(Array.from({ length: 10 }, () => slowest.next())).toEqual([
      20, 40, 80, 160, 320, 640, 1_280, 2_560, 3_000, 3_000,
    ])
    slowest.reset()
    expect(slowest.next()).toBe(20)
    expect(createBackOff(20, 3_000, () => 1).next()).toBe(10)
  })
})

describe('line splitter', () => {
  it('gives the same lines however the bytes arrive, also inside a character', () => {
    const bytes = Buffer.from('{"a":"é💡"}\n\nlast\nopen')
    for (let size = 1; size <= bytes.length; size += 1) {
      const split = createLineSplitter(100)
      const lines: string[] = []
      for (let at = 0; at < bytes.length; at += size) lines.push(...split(bytes.subarray(at, at + size)))
      expect(lines).toEqual(['{"a":"é💡"}', '', 'last'])
    }
  })

  it('refuses a line over the limit before it is complete', () => {
    const split = createLineSplitter(10)
    expect(split(Buffer.from('123456789'))).toEqual([])
    expect(() => split(Buffer.from('0123'))).toThrow('longer than 10 bytes')
  })
})

describe('ingress', () => {
  let folder: string
  let path: string
  let gateway: Server | null
  let http: HttpServer
  let dialler: IngressDialler
  let accepted: Socket[]
  let dials: number

  beforeEach(() => {
    folder = mkdtempSync('/tmp/bh-in-')
    path = join(folder, 'ingress.sock')
    accepted = []
    dials = 0
    gateway = null
    http = createHttp({ keepAliveTimeout: 0 }, (request, response) => {
      if (request.url !== '/hold') response.end('ok')
    })
  })
  afterEach(async () => {
    await dialler.close()
    for (const socket of accepted) socket.destroy()
    gateway?.close()
    rmSync(folder, { recursive: true })
  })

  const listen = (refuse = false) =>
    new Promise<void>((resolve) => {
      gateway = createServer((socket) => {
        dials += 1
        if (refuse) return void socket.destroy()
        accepted.push(socket)
        socket.resume()
      }).listen(path, resolve)
    })

  it('keeps four connections waiting and dials another whenever one is taken', async () => {
    await listen()
    dialler = dialIngress(path, http)
    await waitFor('four', () => accepted.length === 4)
    accepted[0]?.write('GET /hold HTTP/1.1\r\nhost: a\r\n\r\n')
    accepted[1]?.write('GET /hold HTTP/1.1\r\nhost: a\r\n\r\n')
    await waitFor('two more', () => accepted.length === 6)
    expect(dialler.counts).toEqual({ spare: 4, busy: 2 })
    accepted[0]?.destroy()
    await waitFor('one busy', () => dialler.counts.busy === 1)
    expect(accepted).toHaveLength(6)
  })

  it('never has more than 128 connections', async () => {
    await listen()
    dialler = dialIngress(path, http)
    let used = 0
    await waitFor('all in use', () => {
      for (const socket of accepted.slice(used)) socket.write('GET /hold HTTP/1.1\r\nhost: a\r\n\r\n')
      used = accepted.length
      return dialler.counts.busy >= 128
    })
    expect(accepted).toHaveLength(128)
  })

  it('tells each waiting connection, when it closes them, that nothing was accepted there', async () => {
    await listen()
    dialler = dialIngress(path, http)
    await waitFor('four', () => accepted.length === 4)
    const heard = accepted.map(() => '')
    for (const [index, socket] of accepted.entries()) {
      socket.on('data', (bytes) => {
        heard[index] = `${heard[index]}${bytes}`
      })
    }
    await dialler.close()
    await waitFor('all to be told', () => heard.every((text) => text.includes('\r\n\r\n')))
    for (const text of heard)
      expect(text).toMatch(/^HTTP\/1\.1 503 .*\r\nx-bulkhead-draining: 1\r\n.*connection: close/s)
  })

  it('finds a gateway that starts late', async () => {
    dialler = dialIngress(path, http)
    await listen()
    await waitFor('four', () => accepted.length === 4)
  })

  it('does not hammer a gateway that hangs up at once', async () => {
    await listen(true)
    dialler = dialIngress(path, http)
    const startedAt = performance.now()
    await waitFor('several rounds', () => dials >= 16)
    // Four rounds of four: after pauses of at least 10, 20 and 40 ms.
    expect(performance.now() - startedAt).toBeGreaterThan(65)
  })
})
