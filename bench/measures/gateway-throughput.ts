import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { Pool } from 'undici'
import { livingProcesses } from '@/cli/processes/pid-file'
import type { Fleet } from '../fleet'
import { cpuSeconds } from '../proc'
import { type Row, times } from '../report'
import { waitFor } from '../wait'

const requests = 8_000
const connections = 32

/** Requests per second of the proxy's own CPU time, for a trivial answer, against the plainest proxy on node:http + undici. */
export async function measureGateway(fleet: Fleet): Promise<{ rows: Row[]; detail: unknown }> {
  const [slug] = await fleet.addTenants(1)
  if (slug === undefined) throw new Error('No tenant to measure')
  const gatewayUrl = `http://127.0.0.1:${fleet.settings.ports.gateway}`
  await waitFor('An answering tenant', () => answers(gatewayUrl, fleet.tenantHost(slug)))
  const pid = (await livingProcesses(fleet.folders.run)).find((record) => record.name === 'gateway')?.pid
  if (pid === undefined) throw new Error('The gateway does not run')
  const ours = await perCpuSecond(pid, gatewayUrl, fleet.tenantHost(slug))
  const plain = await withPlainProxy((proxyPid, url) => perCpuSecond(proxyPid, url, 'plain.localhost'))
  const row: Row = {
    measure: 'gateway, requests per CPU second of the proxy',
    value: ours.toFixed(0),
    baseline: `${plain.toFixed(0)} node:http + undici alone`,
    ratio: times(ours / plain),
    expected: '',
  }
  return { rows: [row], detail: { ours, plain } }
}

async function perCpuSecond(pid: number, url: string, host: string): Promise<number> {
  await send(url, host, requests / 4)
  const before = await cpuSeconds(pid)
  await send(url, host, requests)
  return requests / ((await cpuSeconds(pid)) - before)
}

async function send(url: string, host: string, count: number): Promise<void> {
  const pool = new Pool(url, { connections, pipelining: 1 })
  let left = count
  const worker = async () => {
    while (left > 0) {
      left -= 1
      const answer = await pool.request({ path: '/healthz', method: 'GET', headers: { host } })
      await answer.body.dump()
      if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}`)
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
  await pool.close()
}

async function answers(url: string, host: string): Promise<true | null> {
  const pool = new Pool(url)
  try {
    const answer = await pool.request({ path: '/healthz', method: 'GET', headers: { host } })
    await answer.body.dump()
    return answer.statusCode === 200 ? true : null
  } finally {
    await pool.close()
  }
}

/** The baseline runs as a process of its own, in front of a trivial upstream that is another one. */
async function withPlainProxy<T>(work: (pid: number, url: string) => Promise<T>): Promise<T> {
  const script = join(process.cwd(), 'bench', 'plain-proxy.mjs')
  const upstream = await start([script, 'upstream'])
  const proxy = await start([script, 'proxy', String(upstream.port)])
  try {
    return await work(proxy.pid, `http://127.0.0.1:${proxy.port}`)
  } finally {
    proxy.stop()
    upstream.stop()
  }
}

async function start(words: string[]): Promise<{ pid: number; port: number; stop: () => void }> {
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  const port = await new Promise<number>((resolve) => child.stdout.once('data', (line) => resolve(Number(line))))
  return { pid: child.pid ?? 0, port, stop: () => child.kill() }
}
