import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { arbitraryDocument, subflowSources } from '@/domain/blueprint/testing/arbitrary-document'
import { compileForTest } from '@/domain/blueprint/testing/compile-for-test'
import { BulkheadError } from '@/domain/errors'
import type { Bundle, PlanStep } from '@/domain/runtime/bundle'
import type { RunTrace } from '@/domain/runtime/runtime-api'
import { demoAnswer } from '../testing/demo-model'
import { type ScriptedRuns, scriptedRuns } from '../testing/scripted-runs'
import { waitFor } from '../testing/wait-for'
import { traceOf } from './trace'

vi.setConfig({ testTimeout: 60_000 })

const dayMs = 24 * 3_600_000

function traceOfRun(runs: ScriptedRuns, id: string): RunTrace {
  const run = runs.stores.runs.find(id)
  if (run === null) throw new Error('the run is not there')
  return traceOf(run, runs.stores.events.read(run.seq), runs.held.planOf(run.bundleDigest))
}

/** Every step of the drawing itself that ran was a trigger, or was led to by the port at which another one ended. */
function expectTraceInGraph(bundle: Bundle, trace: RunTrace): void {
  const steps = new Map(bundle.steps.map((step) => [step.id, step]))
  const own = trace.steps.filter(({ step }) => !step.includes('/') && !step.includes('['))
  const ended = new Map(own.map(({ step, port }) => [step, port]))
  for (const { step, kind } of own) {
    expect(steps.get(step)?.kind).toBe(kind)
    const isLedTo = [...ended].some(([from, port]) => port !== null && leads(steps.get(from), port, step))
    expect(isLedTo || bundle.triggers.includes(step), `${step} ran, and nothing led to it`).toBe(true)
  }
}

const leads = (from: PlanStep | undefined, port: string, to: string) =>
  (from?.next[port] ?? []).some((end) => end.block === to)

it('any drawing that compiles runs on the demo model: it ends, waits or says clearly why not, by the paths that are drawn', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryDocument(), fc.boolean(), async (document, fails) => {
      const { bundle } = compileForTest(document, {}, subflowSources)
      const runs = scriptedRuns(bundle, {
        say: (request) => {
          if (fails) throw new BulkheadError('model-unavailable', 'The model is away.')
          return demoAnswer(request)
        },
      })
      const deltas: string[] = []
      const driven = await runs
        .say('Hello, my order 42 is late', { requestKey: 'k', onDelta: (text) => deltas.push(text) })
        .catch((error: unknown) => {
          expect(error).toBeInstanceOf(BulkheadError)
          expect((error as BulkheadError).code).not.toBe('internal')
          return null
        })
      const run = runs.stores.runs.byRequestKey('s1/k')
      expect(run?.state).toMatch(/^(ended|waiting|failed)$/)
      if (driven !== null) expect(driven.reply.startsWith(deltas.join(''))).toBe(true)
      if (run !== null) expectTraceInGraph(bundle, traceOfRun(runs, run.id))
      runs.close()
    }),
    { numRuns: 60 },
  )
})

it('whatever waits comes to an end when time passes, and a restart in between changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryDocument(), async (document) => {
      const bundle = compileForTest(document, {}, subflowSources).bundle
      const ends = await Promise.all(
        [false, true].map(async (restarts) => {
          const runs = scriptedRuns(bundle, { say: demoAnswer })
          await runs.say('Hello', { requestKey: 'k' }).catch(() => null)
          for (let round = 0; round < 40; round += 1) {
            if (runs.stores.runs.count('waiting') === 0) break
            if (restarts) runs.restart()
            runs.pass(30 * 365 * dayMs)
            await waitFor('the engine to be quiet', () => runs.engine.inHand === 0)
          }
          const run = runs.stores.runs.byRequestKey('s1/k')
          expect(run?.state).toMatch(/^(ended|failed)$/)
          const steps = traceOfRun(runs, run?.id ?? '').steps.map(({ step, state, port }) => `${step} ${state} ${port}`)
          const said = runs.stores.conversations.messages('s1', 50).map(({ content }) => content)
          runs.close()
          return { state: run?.state, steps: steps.sort(), said }
        }),
      )
      expect(ends[1]).toEqual(ends[0])
    }),
    { numRuns: 30 },
  )
})
