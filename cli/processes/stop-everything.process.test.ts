import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { foldersOf } from '../installation/folders'
import { livingProcesses, writePidFile } from './pid-file'
import { stopLeftovers, stopProcesses } from './stop-everything'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'bulkhead-stop-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

async function startKnown(name: string): Promise<void> {
  const note = `require('fs').appendFileSync(${JSON.stringify(join(home, 'endings'))}, ${JSON.stringify(`${name} `)})`
  const program = `process.on('SIGTERM', () => { ${note}; process.exit() }); setInterval(() => {}, 1000); console.log(1)`
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'ignore'] })
  await once(child.stdout, 'data')
  await writePidFile(join(home, 'run'), name, child.pid ?? 0)
}

const living = async () => (await livingProcesses(join(home, 'run'))).map(({ name }) => name)

it('what a killed supervisor left behind is ended; a living supervisor is not among it', async () => {
  for (const name of ['supervisor', 'gateway', 'broker']) await startKnown(name)
  expect(await stopLeftovers(foldersOf('/checkout', home))).toBe(2)
  expect(await living()).toEqual(['supervisor'])
  await stopProcesses(foldersOf('/checkout', home))
})

it('the supervisor is asked first, then all others are; without settings, and as often as one likes', async () => {
  for (const name of ['broker', 'supervisor']) await startKnown(name)
  await stopProcesses(foldersOf('/checkout', home))
  expect(readFileSync(join(home, 'endings'), 'utf8')).toBe('supervisor broker ')
  expect(await living()).toEqual([])
  await stopProcesses(foldersOf('/checkout', home))
})
