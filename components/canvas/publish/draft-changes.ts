import { type Comparison, compareDrawings } from '@/domain/blueprint/compare'
import { type Change, diff } from '@/domain/blueprint/diff'
import { type BlueprintDocument, emptyDocument } from '@/domain/blueprint/document'
import { type Author, authorsOf, type ChangeAuthors } from '@/domain/blueprint/draft/change-authors'
import { type Chosen, choose, leaveOut, subjectOf, withChosen } from '@/domain/blueprint/draft/choose-changes'
import { lint } from '@/domain/blueprint/lint'
import type { Problem } from '@/domain/blueprint/problem'

/** What a person said of single changes, in that order. */
export type Choices = ReadonlyMap<string, boolean>

export type ChangeToShip = Comparison['changes'][number] & {
  subject: string
  chosen: boolean
  authors: readonly Author[]
}

export type Shipment = {
  /** Every change since the latest version; against nothing for the first. */
  all: ChangeToShip[]
  /** What the chosen ones lead to, and would be published. */
  document: BlueprintDocument
  comparison: Comparison
  problems: Problem[]
}

type ShipmentInput = {
  latest: BlueprintDocument | undefined
  draft: BlueprintDocument
  authors: ChangeAuthors
  choices: Choices
  myId: string
}

/** What others alone did is left out until somebody chooses it: half-done work of theirs does not go out unnoticed. */
export function shipmentOf({ latest, draft, authors, choices, myId }: ShipmentInput): Shipment {
  const from = latest ?? emptyDocument()
  const changes = diff(from, draft)
  const isMine = (change: Change) => {
    const by = authorsOf(change, authors)
    return by.length === 0 || by.some(({ id }) => id === myId)
  }
  let chosen: Chosen = new Set()
  for (const change of changes.filter(isMine)) chosen = choose(changes, chosen, subjectOf(change))
  for (const [subject, wanted] of choices) {
    chosen = wanted ? choose(changes, chosen, subject) : leaveOut(changes, chosen, subject)
  }
  const document = withChosen(from, changes, chosen)
  const all = compareDrawings(from, draft).changes.map((described) => {
    const subject = subjectOf(described.change)
    return { ...described, subject, chosen: chosen.has(subject), authors: authorsOf(described.change, authors) }
  })
  return { all, document, comparison: compareDrawings(from, document), problems: lint(document) }
}
