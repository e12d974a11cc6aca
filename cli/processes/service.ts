import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BulkheadError } from '@/domain/errors'
import { removePidFile, writePidFile } from './pid-file'

export type ServiceSpec = {
  name: string
  command: string
  words: readonly string[]
  env: Readonly<Record<string, string>>
  cwd: string
  /** A piece of the log by which we know that it serves. */
  readyMark: string
}

export type ServiceFolders = { logs: string; run: string }

export type RunningService = {
  spec: ServiceSpec
  child: ChildProcess
  logFile: string
  /** Settles when the process has ended. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

/**
 * Starts one of our processes in a process group of its own, so that Ctrl-C reaches us alone and we decide the order.
 * It writes to its log file directly: it outlives us if it must.
 */
export async function startService(spec: ServiceSpec, folders: ServiceFolders): Promise<RunningService> {
  mkdirSync(folders.logs, { recursive: true, mode: 0o700 })
  const logFile = join(folders.logs, `${spec.name}.log`)
  const log = openSync(logFile, 'a', 0o600)
  const child = spawn(spec.command, [...spec.words], {
    cwd: spec.cwd,
    env: spec.env as NodeJS.ProcessEnv,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
    child.once('error', () => resolve({ code: null, signal: null }))
  })
  void ended.then(() => removePidFile(folders.run, spec.name))
  if (child.pid !== undefined) await writePidFile(folders.run, spec.name, child.pid)
  return { spec, child, logFile, ended }
}

/** Waits for the ready mark in what the log gained since `from`; an early end is an error with the log's last lines. */
export async function waitUntilReady(service: RunningService, from: number, timeoutMs: number): Promise<void> {
  let over = false
  void service.ended.then(() => {
    over = true
  })
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; ) {
    const text = (await readFile(service.logFile)).subarray(from).toString()
    if (text.includes(service.spec.readyMark)) return
    if (over) throw notStarted(service, text, 'ended while starting')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const text = (await readFile(service.logFile)).subarray(from).toString()
  throw notStarted(service, text, `was not ready within ${timeoutMs / 1_000} s`)
}

export function logSize(folders: ServiceFolders, name: string): number {
  return statSync(join(folders.logs, `${name}.log`), { throwIfNoEntry: false })?.size ?? 0
}

function notStarted(service: RunningService, log: string, what: string): BulkheadError {
  const tail = log.trimEnd().split('\n').slice(-8).join('\n')
  return new BulkheadError('internal', `${service.spec.name} ${what}. The end of ${service.logFile}:\n${tail}`)
}
