import type { BlueprintDocument } from '@/domain/blueprint/document'
import { type TestCase, type TestOutcome, type TestStep, unmetExpectations } from '@/domain/blueprint/test-case'
import { compileForTest } from '@/domain/blueprint/testing/compile-for-test'
import { BulkheadError } from '@/domain/errors'
import type { EffectRequest } from '@/domain/runtime/broker-api'
import { createLog } from '../host/log'
import { createDocumentIntake } from '../knowledge/document-intake'
import { openDocuments } from '../knowledge/documents'
import { traceOf } from '../runs/trace'
import { demoAnswer, demoLanguageModels } from './demo-model'
import { hashEmbed } from './hash-embed'
import { type ScriptedRuns, scriptedRuns } from './scripted-runs'
import { waitFor } from './wait-for'

const embed = hashEmbed()
const hourMs = 3_600_000

/** Plays a case on the demo model, in this process. Gives a sentence for each expectation that was not met. */
export async function runTestCase(document: BlueprintDocument, testCase: TestCase): Promise<string[]> {
  const { bundle } = compileForTest(document, testCase.given?.slots)
  const runs = scriptedRuns(bundle, {
    say: demoAnswer,
    act: (request) => answerTo(testCase, request),
    services: (stores) => ({
      languageModel: demoLanguageModels,
      documents: (collection) => openDocuments(stores.database, collection, embed),
    }),
  })
  try {
    await addDocuments(runs, testCase)
    let before = 0
    for (const step of testCase.steps) {
      before = saidBy(runs).length
      await play(runs, step)
    }
    const failure = errorsOf(runs)
    return [...failure, ...unmetExpectations(testCase, outcomeOf(runs, before))]
  } finally {
    runs.close()
  }
}

async function play(runs: ScriptedRuns, step: TestStep): Promise<void> {
  if ('say' in step) await runs.say(step.say)
  else if ('event' in step) await hear(runs, step)
  else if ('schedule' in step) {
    await runs.fire({ kind: 'schedule', block: step.schedule, at: new Date(runs.now()).toISOString(), missed: 0 })
  } else if ('decide' in step) {
    const [open] = runs.stores.waits.approvals(10)
    if (open === undefined) throw new Error('nobody is asked anything')
    const { decide, note = '' } = step
    runs.engine.decide({ type: 'approval-decided', id: open.id, decision: decide, person: 'ada@example.com', note })
  } else runs.pass(step.passHours * hourMs)
  await waitFor('the engine to be quiet', () => runs.engine.inHand === 0)
}

/** It wakes what waits for it, and starts what listens to it. */
async function hear(runs: ScriptedRuns, { event, payload }: { event: string; payload: unknown }): Promise<void> {
  runs.engine.deliver(event, payload)
  await runs.fire({ kind: 'event', event, payload }).catch((error: unknown) => {
    if (!(error instanceof BulkheadError) || error.code !== 'not-found') throw error
  })
}

async function addDocuments(runs: ScriptedRuns, { given }: TestCase): Promise<void> {
  const intake = createDocumentIntake({
    database: runs.stores.database,
    embed,
    readPdf: async () => [],
    now: () => new Date(runs.now()),
    log: createLog(() => undefined),
  })
  for (const { collection, name, text } of given?.documents ?? []) {
    intake.add(collection, { name, mediaType: 'text/markdown', bytes: Buffer.from(text) })
  }
  await intake.idle()
}

function answerTo({ given }: TestCase, request: EffectRequest): unknown {
  const call = callOf(request)
  return given?.answers?.find(({ skill, action }) => skill === call.skill && action === call.action)?.output
}

function callOf(request: EffectRequest): { skill: string; action: string } {
  return request.kind === 'skill' ? request : { skill: 'webhook', action: 'post' }
}

const saidBy = (runs: ScriptedRuns) =>
  runs.stores.conversations.messages('s1', 200).filter(({ role }) => role === 'assistant')

function tracesOf(runs: ScriptedRuns) {
  return runs.stores.runs
    .ofSession('s1', 100)
    .map((run) => traceOf(run, runs.stores.events.read(run.seq), runs.held.planOf(run.bundleDigest)))
}

function errorsOf(runs: ScriptedRuns): string[] {
  return tracesOf(runs).flatMap(({ error }) => (error === null ? [] : [`It failed: ${error.message}`]))
}

function outcomeOf(runs: ScriptedRuns, before: number): TestOutcome {
  const steps = tracesOf(runs).flatMap((trace) => trace.steps)
  const block = (step: string) => step.split('/').at(-1) ?? step
  return {
    said: saidBy(runs)
      .slice(before)
      .map(({ content }) => content)
      .join('\n'),
    taken: steps.flatMap(({ step, port }) => (port === null ? [] : [{ block: block(step), port }])),
    calls: runs.acts.map(callOf),
    waiting: steps.filter(({ state }) => state === 'waiting').map(({ step }) => block(step)),
  }
}
