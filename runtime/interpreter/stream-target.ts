import type { Flow, PreparedStep } from './plan'

/**
 * The reply into which the text of `source` may stream while it is written: one that `source` leads to, that is exactly
 * its text, and before which no other reply can still come.
 */
export function streamTarget(
  flow: Flow,
  source: PreparedStep,
  pending: ReadonlySet<string>,
  written: ReadonlySet<string>,
): string | null {
  const targets = new Set((source.next.out ?? []).map((end) => end.block))
  const target = flow.steps.find((step) => targets.has(step.id) && step.repeats === source.id)
  if (target === undefined) return null
  const reachable = reachableFrom(flow, [source.id, ...pending])
  const before = flow.steps.slice(0, flow.indexOf.get(target.id))
  const overtaken = before.some((step) => step.kind === 'reply' && reachable.has(step.id) && !written.has(step.id))
  return overtaken ? null : target.id
}

function reachableFrom(flow: Flow, starts: readonly string[]): Set<string> {
  const seen = new Set(starts)
  // Steps stand in topological order, so one pass sees every path.
  for (const step of flow.steps) {
    if (!seen.has(step.id)) continue
    for (const end of Object.values(step.next).flat()) seen.add(end.block)
  }
  return seen
}
