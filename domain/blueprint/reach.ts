import { findAction, findSkill } from '../skills/catalog'
import type { BlueprintDocument } from './document'
import type { CapabilityUse } from './manifest'
import { usesOf } from './permissions'

/** What may be reached outside on one side and not on the other, in words for people. */
export type ReachChanges = { added: string[]; removed: string[] }

/** Each side is a drawing and what it calls. */
export function reachChanges(from: readonly BlueprintDocument[], to: readonly BlueprintDocument[]): ReachChanges {
  const [before, after] = [reachOf(from), reachOf(to)]
  return {
    added: after.filter((entry) => !before.includes(entry)),
    removed: before.filter((entry) => !after.includes(entry)),
  }
}

export function reachOf(drawings: readonly BlueprintDocument[]): string[] {
  return [...new Set(drawings.flatMap(usesOf).flatMap(words))].sort()
}

function words(use: CapabilityUse): string[] {
  switch (use.kind) {
    case 'model':
      return use.model.trim() === '' ? [] : [`Model: ${use.model.trim()}`]
    case 'embeddings':
      return ['Embeddings of texts']
    case 'transcription':
      return ['Transcription of voice notes']
    case 'skill': {
      const label = findAction(use.skill, use.action)?.label
      return label === undefined ? [] : [`${findSkill(use.skill)?.label ?? use.skill}: ${label}`]
    }
    case 'origin':
      return [`Address: ${use.origin}`]
    case 'secret':
      return [`Secret: ${use.slot}, sent to ${use.origin}`]
  }
}
