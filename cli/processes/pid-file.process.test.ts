import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { livingProcesses, type ProcessRecord, removePidFile, stopProcess, writePidFile } from './pid-file'

let folder: string
let children: ChildProcess[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-run-'))
  children = []
})
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** A program that says when it is ready, and then lives on. */
async function startProgram(program = ''): Promise<ChildProcess & { pid: number }> {
  const words = ['-e', `${program}; setInterval(() => {}, 1000); console.log('ready')`]
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'ignore'] })
  children.push(child)
  if (child.stdout === null || child.pid === undefined) throw new Error('it did not start')
  await once(child.stdout, 'data')
  return child as ChildProcess & { pid: number }
}

async function recordOf(child: { pid: number }): Promise<ProcessRecord> {
  await writePidFile(folder, 'one', child.pid)
  const [record] = await livingProcesses(folder)
  if (record === undefined) throw new Error('it is not known')
  return record
}

it('knows what lives, and forgets what has died', async () => {
  const child = await startProgram()
  expect(await recordOf(child)).toMatchObject({ name: 'one', pid: child.pid })
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await livingProcesses(folder)).toEqual([])
  expect(readdirSync(folder)).toEqual([])
})

it('takes no stranger for its own who was given the same number later, and never ends them', async () => {
  const stranger = await startProgram()
  const record = { name: 'one', pid: stranger.pid, startedAt: '1' }
  writeFileSync(join(folder, 'one.json'), JSON.stringify(record))
  expect(await livingProcesses(folder)).toEqual([])
  await stopProcess(record, 0)
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull()
  expect(existsSync(`/proc/${stranger.pid}`)).toBe(process.platform === 'linux')
})

it.each(['', '{', '{"name":"one","pid":-1,"startedAt":"1"}', '[]'])(
  'is not confused by a file with %j',
  async (text) => {
    writeFileSync(join(folder, 'broken.json'), text)
    const child = await startProgram()
    await writePidFile(folder, 'sound', child.pid)
    expect((await livingProcesses(folder)).map(({ name }) => name)).toEqual(['sound'])
    expect(readdirSync(folder)).toEqual(['sound.json'])
  },
)

it('writes nothing about who is dead already, and nothing lives in a folder that is not there', async () => {
  const child = await startProgram()
  child.kill('SIGKILL')
  await once(child, 'exit')
  await writePidFile(folder, 'late', child.pid)
  expect(readdirSync(folder)).toEqual([])
  expect(await livingProcesses(join(folder, 'missing'))).toEqual([])
  await removePidFile(join(folder, 'missing'), 'one')
})

it('a process that is asked to end may clean up; when that takes too long it is killed', async () => {
  const mark = join(folder, 'cleaned-up')
  const write = `process.on('SIGTERM', () => { require('fs').writeFileSync(${JSON.stringify(mark)}, 'x'); process.exit() })`
  await stopProcess(await recordOf(await startProgram(write)), 30_000)
  expect(readFileSync(mark, 'utf8')).toBe('x')

  const stubborn = await startProgram(`process.on('SIGTERM', () => {})`)
  await stopProcess(await recordOf(stubborn), 100)
  expect(stubborn.signalCode ?? (await once(stubborn, 'exit'))[1]).toBe('SIGKILL')
})
