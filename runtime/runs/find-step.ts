import type { Flow, Plan, PreparedStep } from '../interpreter/plan'

/** A step of a run, by its place: in which drawing it stands, and inside of what. */
export type FoundStep = {
  flow: Flow
  step: PreparedStep
  /** `each[3]/` for a step in a loop's body, `sub/` in a subflow, empty outside of both. */
  inside: string
}

/** `sub/each[3]/answer` → the step of that drawing; an item counts as its loop. */
export function findStep(plan: Plan, place: string): FoundStep | undefined {
  let flow: Flow | undefined = plan.main
  let step: PreparedStep | undefined
  for (const part of place.split('/')) {
    if (step?.kind === 'subflow') flow = plan.subflows.get(targetOf(step))
    step = flow?.steps[flow.indexOf.get(part.replace(/\[\d+\]$/, '')) ?? -1]
  }
  if (flow === undefined || step === undefined) return undefined
  return { flow, step, inside: place.slice(0, place.lastIndexOf('/') + 1) }
}

function targetOf({ config }: PreparedStep): string {
  const target = config.target as { blueprint: string; version: number } | null
  return target === null ? '' : `${target.blueprint}@${target.version}`
}
