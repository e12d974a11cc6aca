import { type Change, describeChange, diff } from './diff'
import type { BlueprintDocument } from './document'
import { type ReachChanges, reachChanges } from './reach'

export type Comparison = { changes: { change: Change; description: string }[]; reach: ReachChanges }

/** The drawings that each side calls, where they are known: what those reach counts too. */
export type CalledDrawings = { from: readonly BlueprintDocument[]; to: readonly BlueprintDocument[] }

/** What changes on the way from one drawing to another, and what it may then reach. */
export function compareDrawings(
  from: BlueprintDocument,
  to: BlueprintDocument,
  called: CalledDrawings = { from: [], to: [] },
): Comparison {
  return {
    changes: diff(from, to).map((change) => ({ change, description: describeChange(change, from, to) })),
    reach: reachChanges([from, ...called.from], [to, ...called.to]),
  }
}
