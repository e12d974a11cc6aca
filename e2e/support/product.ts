import { execFile } from 'node:child_process'
import { request } from 'node:http'
import { promisify } from 'node:util'
import { home, ports } from './installation'

const run = promisify(execFile)

/** The product's own command, for the installation under test. Returns what it prints. */
export async function bulkhead(...words: string[]): Promise<string> {
  const { stdout } = await run('./bulkhead', [...words, '--home', home], { maxBuffer: 16e6 })
  return stdout.trim()
}

export type Answer = { status: number; body: string }

/** A customer's program that asks a tenant's URL. The name goes into the Host header: not every resolver knows it. */
export function callTenant(slug: string, path: string, body?: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { host: `${slug}.localhost:${ports.gateway}`, 'content-type': 'application/json' }
    const method = body === undefined ? 'GET' : 'POST'
    const call = request({ host: '127.0.0.1', port: ports.gateway, path, method, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => {
        text += chunk
      })
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, body: text }))
    })
    call.once('error', reject)
    call.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

export async function ask(slug: string, content: string): Promise<{ reply: string; version: number }> {
  const answer = await callTenant(slug, '/v1/messages', { content })
  if (answer.status !== 200) throw new Error(`${slug} answered ${answer.status}: ${answer.body}`)
  return JSON.parse(answer.body)
}
