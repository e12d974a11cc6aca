import { createHash } from 'node:crypto'
import { canonicalJson, sha256Digest } from '@/domain/blueprint/canonical'
import { modelName } from '@/domain/blueprint/permissions'
import { BulkheadError } from '@/domain/errors'
import { type EffectRequest, effectSubject } from '@/domain/runtime/broker-api'
import type { BlockContext, EffectDraft } from '../interpreter/block-runner'
import type { PreparedStep } from '../interpreter/plan'
import { streamTarget } from '../interpreter/stream-target'
import type { ModelAnswer } from '../models/model-client'
import { addUsage, emptyUsage, usedHere } from './journal'
import type { Frame, RunInHand, Scope } from './run-in-hand'
import type { StepUsage } from './run-record'

export const runLimits = { modelCalls: 2_000, replyChars: 64_000, notes: 500, ruleDeadlineMs: 72 * 3_600_000 } as const

/** A rule wants a person's yes first: the step ends here, waits, and runs again. Never to be caught by a block. */
export class AskFirst extends Error {
  readonly question: string
  readonly people: readonly string[]
  readonly subject: string

  constructor(question: string, people: readonly string[], subject: string) {
    super('a rule asks a person first')
    this.question = question
    this.people = people
    this.subject = subject
  }
}

export type Attempt = {
  run: RunInHand
  frame: Frame
  step: PreparedStep
  /** The step's place in the run. */
  key: string
  scope: Scope
  signal: AbortSignal
  usage: StepUsage
  /** Half an answer that somebody has read cannot be taken back by another path. */
  begun: boolean
  /** Steps that may still reply before this one. */
  pending: ReadonlySet<string>
}

export function contextFor(attempt: Attempt): BlockContext {
  const { run, step, key, scope, signal } = attempt
  const { record, journal, ports } = run
  const ask = ports.askUnder(record.bundleDigest)
  const count = (answer: Pick<ModelAnswer, 'model' | 'usage'>) => {
    const { inputTokens, outputTokens, costUsd } = answer.usage
    addUsage(attempt.usage, {
      inputTokens,
      outputTokens,
      models: [answer.model],
      ...(costUsd === undefined ? {} : { costUsd }),
    })
  }
  const counted: typeof ask = async (request) => {
    const model = modelName(request.model, attempt.frame.flow.slots)
    const answer = await ask({ ...request, model })
    count(answer)
    return answer
  }
  return {
    key: stepKey(record.id, key),
    label: step.label,
    run: { id: record.id, session: record.session, bundleDigest: record.bundleDigest },
    scope,
    signal,
    now: () => new Date(ports.now()),
    history: (model) => ports.history(record, (request) => counted(request), model),
    ask: async (request) => (await counted({ ...request, signal })).text,
    count,
    stream: streamFor(attempt),
    memo: async (name, work) => {
      const { notes } = journal.step(key)
      if (notes.has(name)) return notes.get(name) as Awaited<ReturnType<typeof work>>
      if (notes.size >= runLimits.notes) {
        throw new BulkheadError('over-limit', `one block may do ${runLimits.notes} things in a run`)
      }
      const value = await work()
      journal.append(key, { type: 'noted', name, value, ...usedHere(attempt.usage) })
      // What was used is written down with what came of it: a crash forgets neither.
      attempt.usage = emptyUsage()
      journal.flush()
      return value
    },
    effect: (name, draft) => actOnce(attempt, name, draft),
    secretSlots: run.plan.secretSlots,
    services: ports.servicesUnder(record.bundleDigest, record.session),
  }
}

/** What the broker knows the act by. Long ways through nested loops are shortened to a digest. */
function stepKey(runId: string, place: string): string {
  const key = `${runId}/${place}`
  return key.length <= 200 ? key : `${runId}/${createHash('sha256').update(place).digest('hex')}`
}

async function actOnce(attempt: Attempt, name: string, draft: EffectDraft): Promise<unknown> {
  const { run, key, signal } = attempt
  const { journal, ports, record } = run
  const noted = journal.step(key).notes
  const note = `effect:${name}`
  if (noted.has(note)) return noted.get(note)
  const request: EffectRequest = {
    ...draft,
    key: `${stepKey(record.id, key)}/${name}`,
    ...(draft.kind === 'webhook' ? { at: new Date(journal.step(key).startedAt ?? ports.now()).toISOString() } : {}),
  } as EffectRequest
  const subject = effectSubject(request)
  const approval = allowed(attempt, subject)
  try {
    const output = await ports.act(record.bundleDigest, { ...request, ...approval }, signal)
    journal.append(key, { type: 'noted', name: note, value: output })
    ports.noteAct(subject.skill, subject.action)
    journal.flush()
    return output
  } catch (error) {
    // The broker counts for itself, so its rules may ask where ours did not; and a yes is good for one act, not for two.
    if (!(error instanceof BulkheadError) || error.code !== 'approval-required') throw error
    const people = Array.isArray(error.details.people) ? error.details.people.map(String) : []
    throw new AskFirst(questionFor(attempt, subject, error.message), people, digestOf(subject))
  }
}

type Subject = ReturnType<typeof effectSubject>

const digestOf = (subject: Subject) => sha256Digest(canonicalJson(subject))

/** The approval to show to the broker, if a rule asks for one. Throws `not-allowed`, `approval-denied` or `AskFirst`. */
function allowed(attempt: Attempt, subject: Subject): { approval?: string } {
  const { run, frame, key } = attempt
  const decision = run.journal.step(key).decisions.get(digestOf(subject))
  if (decision?.decision === 'approve') return { approval: decision.approval }
  if (decision !== undefined) {
    const by = decision.person === '' ? '' : ` by ${decision.person}`
    throw new BulkheadError('approval-denied', `${subject.skill} ${subject.action} was not approved${by}.`)
  }
  const verdict = run.plan.policy.decide(
    {
      ...subject,
      tenant: run.plan.bundle.tenant,
      slots: frame.flow.slots,
      counters: run.ports.counters(subject.skill, subject.action),
    },
    new Date(run.ports.now()),
  )
  if (verdict.effect === 'deny') throw new BulkheadError('not-allowed', verdict.why)
  if (verdict.effect === 'ask') {
    throw new AskFirst(questionFor(attempt, subject, verdict.why), verdict.people, digestOf(subject))
  }
  return {}
}

function questionFor({ step }: Attempt, { skill, action, args }: Subject, why: string): string {
  return `${why}\n\n"${step.label}" wants to call ${skill} ${action} with:\n${JSON.stringify(args, null, 2)}`
}

function streamFor(attempt: Attempt): BlockContext['stream'] {
  const { run, frame, step } = attempt
  if (!frame.outermost || step.region !== undefined) return null
  const written = new Set([...run.journal.replies.map(({ key }) => key), ...run.reply.streamed])
  const target = streamTarget(frame.flow, step, attempt.pending, written)
  if (target === null) return null
  return () => {
    const pass = run.reply.open(target)
    return (delta) => {
      attempt.begun = true
      pass(delta)
    }
  }
}
