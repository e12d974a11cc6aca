import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { type RunningRuntime, startRuntime } from './start-runtime'
import type { TestHost } from './test-host'

export const builtRuntime = mkdtempSync('/tmp/bh-runtime-')

/** Builds what is going to be run, and elsewhere than what is running: a test must never pass on an older build. */
export function buildRuntime(): void {
  execFileSync(process.execPath, [resolve(import.meta.dirname, '../build.mjs'), `--out=${builtRuntime}`])
}

export function removeBuild(): void {
  rmSync(builtRuntime, { recursive: true, force: true })
}

/** Starts the runtime that this test has built. */
export const startBuiltRuntime = (host: TestHost, env: Record<string, string> = {}): RunningRuntime =>
  startRuntime(builtRuntime, host, env)
