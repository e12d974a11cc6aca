import { request } from 'node:http'
import { BulkheadError } from '@/domain/errors'
import type { DemoTenant } from '../demo/seed-demo'
import { step } from '../terminal/progress'

const timeoutMs = 120_000

/** Until each tenant's URL answers through the gateway. */
export async function waitForTenants(tenants: readonly DemoTenant[], gatewayPort: number): Promise<void> {
  if (tenants.length === 0) return
  const many = `${tenants.length} tenants`
  await step(`Waiting for ${many} to answer`, `${many} answer`, async () => {
    await Promise.all(tenants.map((tenant) => waitForTenant(tenant, gatewayPort)))
  })
}

async function waitForTenant(tenant: DemoTenant, port: number): Promise<void> {
  let last = 'no answer'
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; ) {
    last = await statusOf(tenant.slug, port).catch((error: Error) => error.message)
    if (last === '200') return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new BulkheadError(
    'deadline-exceeded',
    `${tenant.slug} did not answer within ${timeoutMs / 1_000} s (last: ${last}). Its page in the app says why.`,
  )
}

/** Asked on the loopback address by name in the Host header: not every resolver knows *.localhost. */
function statusOf(slug: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { host: `${slug}.localhost:${port}` }
    const asked = request({ host: '127.0.0.1', port, path: '/healthz', headers, timeout: 40_000 }, (answer) => {
      answer.resume()
      answer.once('end', () => resolve(String(answer.statusCode)))
    })
    asked.once('timeout', () => asked.destroy(new Error('timed out')))
    asked.once('error', reject)
    asked.end()
  })
}
