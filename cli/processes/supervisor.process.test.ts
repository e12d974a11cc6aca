import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { waitUntil } from '@/server/provisioning/testing/wait-until'
import { livingProcesses } from './pid-file'
import type { ServiceSpec } from './service'
import { type Supervisor, superviseServices } from './supervisor'

let root: string
let folders: { logs: string; run: string }
let supervisor: Supervisor | null
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bulkhead-supervisor-'))
  folders = { logs: join(root, 'logs'), run: join(root, 'run') }
  supervisor = null
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})
afterEach(async () => {
  await supervisor?.stop()
  rmSync(root, { recursive: true, force: true })
})

const lives = `console.log('it is ready'); setInterval(() => {}, 1000)`

function service(name: string, program: string): ServiceSpec {
  const env = { PATH: process.env.PATH ?? '', ONLY: name }
  return { name, command: process.execPath, words: ['-e', program], env, cwd: root, readyMark: 'it is ready' }
}

async function start(...specs: ServiceSpec[]): Promise<void> {
  supervisor = superviseServices(specs, folders)
  await supervisor.start()
}

const pidOf = async (name: string) => (await livingProcesses(folders.run)).find((one) => one.name === name)?.pid
const logOf = (name: string) => readFileSync(join(folders.logs, `${name}.log`), 'utf8')

it('what is killed with -9 comes back by itself, and its neighbours notice nothing', async () => {
  await start(service('one', lives), service('two', lives))
  const [one, two] = [await pidOf('one'), await pidOf('two')]
  process.kill(one ?? 0, 'SIGKILL')
  const again = await waitUntil('the other life of one', async () => {
    const pid = await pidOf('one')
    return pid !== one && pid
  })
  expect(again).not.toBe(two)
  expect(await pidOf('two')).toBe(two)
})

it('what cannot even be started, as when the disk is full, is tried until it can', async () => {
  await start(service('one', lives))
  const before = (await pidOf('one')) ?? 0
  renameSync(folders.logs, `${folders.logs}.away`)
  writeFileSync(folders.logs, 'in the way of the folder')
  process.kill(before, 'SIGKILL')
  await waitUntil('a try in vain', () => vi.mocked(process.stderr.write).mock.calls.join().includes('EEXIST'))
  rmSync(folders.logs)
  await waitUntil('its other life', () => pidOf('one'))
})

it('stopping ends them one after the other, last started first, and none comes back', async () => {
  const endings = join(root, 'endings')
  const tells = (name: string) => `process.on('SIGTERM', () => {
    require('fs').appendFileSync(${JSON.stringify(endings)}, ${JSON.stringify(`${name} `)}); process.exit() }); ${lives}`
  await start(service('one', tells('one')), service('two', tells('two')), service('three', tells('three')))
  await supervisor?.stop()
  expect(readFileSync(endings, 'utf8')).toBe('three two one ')
  expect(await livingProcesses(folders.run)).toEqual([])
})

it('stopping while one waits to be started again does not start it', async () => {
  const mark = join(root, 'starts')
  const spec = service('one', `require('fs').appendFileSync(${JSON.stringify(mark)}, 'x'); ${lives}`)
  await start(spec)
  process.kill((await pidOf('one')) ?? 0, 'SIGKILL')
  await waitUntil('its death', async () => (await pidOf('one')) === undefined)
  await supervisor?.stop()
  expect(readFileSync(mark, 'utf8')).toBe('x')
})

it('what ends while starting is an error with the last words of its log', async () => {
  const starting = start(service('one', `console.error('no such key file'); process.exit(1)`))
  await expect(starting).rejects.toMatchObject({
    code: 'internal',
    message: expect.stringMatching(/^one ended while starting\. The end of .*one\.log:\n.*no such key file/s),
  })
})

it('a program that is not there is an error too, not silence', async () => {
  const missing = { ...service('one', ''), command: join(root, 'nowhere') }
  await expect(start(missing)).rejects.toThrow(/one ended while starting/)
})

it('an old log counts for nothing: ready is who says so now', async () => {
  await start(service('one', lives))
  await supervisor?.stop()
  await expect(start(service('one', 'process.exit(3)'))).rejects.toThrow(/ended while starting/)
  expect(logOf('one')).toContain('it is ready')
})

it('each gets its own environment and nothing of ours', async () => {
  vi.stubEnv('SECRET_OF_OURS', 'x')
  await start(service('one', `console.log(JSON.stringify(Object.keys(process.env).sort())); ${lives}`))
  expect(logOf('one')).toContain('["ONLY","PATH"]')
  vi.unstubAllEnvs()
})

it('logs and pid files are for our eyes only', async () => {
  await start(service('one', lives))
  expect(statSync(folders.logs).mode & 0o777).toBe(0o700)
  expect(statSync(folders.run).mode & 0o777).toBe(0o700)
  expect(existsSync(join(folders.run, 'one.json'))).toBe(true)
})
