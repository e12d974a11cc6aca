import type { ErrorCode } from '@/domain/errors'
import type { RunTrace, StepTrace } from '@/domain/runtime/runtime-api'
import type { Plan } from '../interpreter/plan'
import { findStep } from './find-step'
import { addUsage, emptyUsage } from './journal'
import type { RunRecord, StepUsage, StoredEvent } from './run-record'

/** How a run went: which steps, how long, at what cost, with what errors. Never what was said. */
export function traceOf(run: RunRecord, events: readonly StoredEvent[], plan: Plan | null): RunTrace {
  const steps = new Map<string, StepTrace & { usage: StepUsage }>()
  for (const event of events) {
    const step = steps.get(event.step) ?? begin(event, plan)
    steps.set(event.step, step)
    learn(step, event)
  }
  const total = emptyUsage()
  for (const { usage } of steps.values()) addUsage(total, usage)
  return {
    id: run.id,
    session: run.session,
    version: run.blueprintVersion,
    drawing: plan?.bundle.blueprint.digest ?? null,
    state: run.state,
    startedAt: new Date(run.startedAt).toISOString(),
    activeMs: Math.round(run.activeMs * 100) / 100,
    error: run.error,
    usage: usageWords(total),
    steps: [...steps.values()].map(({ usage, ...step }) => ({ ...step, ...usageWords(usage) })),
  }
}

function begin(event: StoredEvent, plan: Plan | null): StepTrace & { usage: StepUsage } {
  const found = plan === null ? undefined : findStep(plan, event.step)?.step
  return {
    step: event.step,
    kind: found?.kind ?? '',
    label: found?.label ?? event.step,
    state: 'running',
    startedAt: new Date(event.at).toISOString(),
    endedAt: null,
    port: null,
    tries: 0,
    error: null,
    inputTokens: 0,
    outputTokens: 0,
    usage: emptyUsage(),
  }
}

function learn(step: StepTrace & { usage: StepUsage }, event: StoredEvent): void {
  if ('usage' in event && event.usage !== undefined) addUsage(step.usage, event.usage)
  const fail = (error: { code: ErrorCode; message: string }) => {
    step.error = { code: error.code, message: error.message }
  }
  switch (event.type) {
    case 'started':
      step.tries += 1
      step.state = 'running'
      return
    case 'waiting':
      step.state = 'waiting'
      return
    case 'woken':
      step.state = 'running'
      return
    case 'tried':
      fail(event)
      return
    case 'ended':
    case 'failed':
      step.state = event.type
      step.endedAt = new Date(event.at).toISOString()
      if (event.type === 'failed') fail(event)
      else step.port = event.port
  }
}

function usageWords({ inputTokens, outputTokens, costUsd }: StepUsage) {
  return { inputTokens, outputTokens, ...(costUsd === undefined ? {} : { costUsd }) }
}
