import type { StepContent } from '@/domain/runtime/runtime-api'
import type { Plan } from '../interpreter/plan'
import { findStep } from '../runs/find-step'
import type { RunRecord, StoredEvent } from '../runs/run-record'

/** What a step was given and what came of it. Null: it has not begun. */
export function stepContentOf(
  run: RunRecord,
  events: readonly StoredEvent[],
  plan: Plan | null,
  place: string,
): StepContent | null {
  const own = events.filter(({ step }) => step === place)
  if (own.length === 0) return null
  const end = own.findLast(({ type }) => type === 'ended')
  const output = end?.type === 'ended' ? end.output : null
  const reply = end?.type === 'ended' ? (end.reply ?? null) : null
  const failures = own.flatMap((event) =>
    event.type === 'tried' || event.type === 'failed' ? [{ code: event.code, message: event.message }] : [],
  )
  return {
    step: place,
    input: plan === null ? null : inputOf(run, events, plan, place),
    output,
    reply,
    notes: own.flatMap((event) => (event.type === 'noted' ? [{ name: event.name, value: event.value }] : [])),
    failures,
  }
}

/** What led here, by the block's id: of a trigger what fired it, of a loop's first blocks the item. */
function inputOf(run: RunRecord, events: readonly StoredEvent[], plan: Plan, place: string): Record<string, unknown> {
  const found = findStep(plan, place)
  if (found === undefined) return {}
  const { flow, step, inside } = found
  if (flow.triggers.includes(step)) return startOf(run, events, inside)
  const input: Record<string, unknown> = {}
  for (const before of flow.steps) {
    const ports = Object.entries(before.next).filter(([, ends]) => ends.some(({ block }) => block === step.id))
    if (ports.length === 0) continue
    if (before.id === step.region) {
      input[before.id] = itemOf(events, inside)
      continue
    }
    const end = events.findLast((event) => event.step === inside + before.id && event.type === 'ended')
    if (end?.type === 'ended' && ports.some(([port]) => port === end.port)) input[before.id] = end.output
  }
  return input
}

function startOf(run: RunRecord, events: readonly StoredEvent[], inside: string): Record<string, unknown> {
  if (inside === '') return { ...run.trigger?.input }
  const nest = nestOf(events, inside.slice(0, -1))
  return nest?.nest === 'subflow' ? { ...nest.input } : {}
}

function itemOf(events: readonly StoredEvent[], inside: string): unknown {
  const [, loop = '', index = ''] = /^(.*)\[(\d+)\]\/$/.exec(inside) ?? []
  const nest = nestOf(events, loop)
  return nest?.nest === 'items' ? (nest.items[Number(index)] ?? null) : null
}

function nestOf(events: readonly StoredEvent[], place: string) {
  const event = events.find((candidate) => candidate.step === place && candidate.type === 'nested')
  return event?.type === 'nested' ? event.nest : null
}
