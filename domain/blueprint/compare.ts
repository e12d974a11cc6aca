import { type Change, describeChange, diff } from './diff'
import type { BlueprintDocument } from './document'
import { type ReachChanges, reachChanges } from './reach'

export type Comparison = { changes: { change: Change; description: string }[]; reach: ReachChanges }

/** What changes on the way from one drawing to another, and what it may then reach. */
export function compareDrawings(from: BlueprintDocument, to: BlueprintDocument): Comparison {
  return {
    changes: diff(from, to).map((change) => ({ change, description: describeChange(change, from, to) })),
    reach: reachChanges(from, to),
  }
}
