import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { say } from '../terminal/progress'
import type { Suite } from './suites'

export type SuiteResult = { passed: number; failed: number }

/** Quiet when all is well; the suite's whole output when something failed. */
export async function runSuite(suite: Suite): Promise<SuiteResult> {
  const folder = await mkdtemp(join(tmpdir(), 'bulkhead-report-'))
  const report = join(folder, 'report.json')
  const startedAt = performance.now()
  try {
    const { code, output } = await run(suite, report)
    const result = await readResult(suite, report, code)
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
    if (result.failed > 0) process.stdout.write(`${output}\n`)
    const counts = suite.report === 'exit-code' ? '' : `: ${result.passed} passed, ${result.failed} failed`
    say(`${result.failed === 0 ? '✓' : '✗'} ${suite.name}${counts} (${seconds} s)`)
    return result
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The reporters' words: to people on stdout, to us as JSON in `report`. */
function wordsFor(suite: Suite, report: string): readonly string[] {
  if (suite.report === 'vitest') return ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  if (suite.report === 'playwright') return ['--reporter=list,json']
  return []
}

function run(suite: Suite, report: string): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(suite.command, [...suite.words, ...wordsFor(suite, report)], {
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, NO_COLOR: '1', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

const vitestReport = z.object({ numPassedTests: z.number(), numFailedTests: z.number() })
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
})

/** A suite that ended badly without naming a failed test (it could not start, say) counts as one failure. */
async function readResult(suite: Suite, report: string, code: number): Promise<SuiteResult> {
  if (suite.report === 'exit-code') return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
  const counted = await readFile(report, 'utf8').then(
    (text) => parseReport(suite, JSON.parse(text)),
    () => null,
  )
  if (counted === null) return { passed: 0, failed: 1 }
  return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted
}

function parseReport(suite: Suite, json: unknown): SuiteResult {
  if (suite.report === 'vitest') {
    const { numPassedTests, numFailedTests } = vitestReport.parse(json)
    return { passed: numPassedTests, failed: numFailedTests }
  }
  const { expected, unexpected, flaky } = playwrightReport.parse(json).stats
  return { passed: expected, failed: unexpected + flaky }
}
