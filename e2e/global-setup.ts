import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { home, ports } from './installation'

const run = promisify(execFile)

/** Starts the product as a person would, from nothing, and takes everything away at the end. */
export default async function setUp() {
  await bulkhead('reset', '--yes')
  await bulkhead(
    'up',
    '--detach',
    '--engine=docker',
    `--port=${ports.web}`,
    `--gateway-port=${ports.gateway}`,
    `--postgres-port=${ports.postgres}`,
  )
  return () => bulkhead('reset', '--yes')
}

async function bulkhead(...words: string[]): Promise<void> {
  await run('./bulkhead', [...words, '--home', home], { maxBuffer: 16e6 })
}
