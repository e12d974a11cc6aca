import type { Change } from '../diff'
import type { BlueprintDocument } from '../document'
import { emptyLayout } from '../layout'
import { applyChanges } from './rebase'

/** What a change is about, the same whatever its values are: people choose by it, and it says who did it. */
export function subjectOf(change: Change): string {
  switch (change.kind) {
    case 'block-added':
    case 'block-removed':
      return `block:${change.block}`
    case 'block-changed':
      return `block:${change.block}:${change.field}`
    case 'edge-added':
    case 'edge-removed':
      return `edge:${change.edge}`
    case 'slot-added':
    case 'slot-removed':
      return `slot:${change.slot}`
    case 'slot-changed':
      return `slot:${change.slot}:${change.field}`
    case 'runtime-changed':
      return `runtime:${change.field}`
    case 'policy-changed':
      return `policy:${change.field}`
  }
}

export type Chosen = ReadonlySet<string>

/** With this one, and with all that it cannot do without: a connection needs the blocks at its ends. */
export function choose(changes: readonly Change[], chosen: Chosen, subject: string): Chosen {
  const next = new Set(chosen).add(subject)
  for (const wanted of next) {
    for (const change of changes) {
      if (subjectOf(change) === wanted) for (const need of needsOf(change, changes)) next.add(need)
    }
  }
  return next
}

/** Without this one, and without all that cannot do without it. */
export function leaveOut(changes: readonly Change[], chosen: Chosen, subject: string): Chosen {
  const next = new Set(chosen)
  const gone = new Set([subject])
  for (const out of gone) {
    next.delete(out)
    for (const change of changes) {
      if (next.has(subjectOf(change)) && needsOf(change, changes).includes(out)) gone.add(subjectOf(change))
    }
  }
  return next
}

/** The drawing from before with the chosen changes alone. */
export function withChosen(from: BlueprintDocument, changes: readonly Change[], chosen: Chosen): BlueprintDocument {
  const picked = changes.filter((change) => chosen.has(subjectOf(change)))
  return applyChanges({ document: from, layout: emptyLayout() }, { changes: picked, moves: [] }).document
}

function needsOf(change: Change, changes: readonly Change[]): string[] {
  if (change.kind === 'edge-added') {
    const ends = [change.value.from.block, change.value.to.block]
    return changes.flatMap((other) =>
      other.kind === 'block-added' && ends.includes(other.block) ? [subjectOf(other)] : [],
    )
  }
  if (change.kind !== 'block-removed') return []
  return changes.flatMap((other) => {
    if (other.kind !== 'edge-removed') return []
    const { from, to } = other.value
    return from.block === change.block || to.block === change.block ? [subjectOf(other)] : []
  })
}
