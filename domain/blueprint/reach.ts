import { findAction, findSkill } from '../skills/catalog'
import type { BlueprintDocument } from './document'
import type { CapabilityUse } from './manifest'
import { usesOf } from './permissions'

/** What one drawing may reach outside that another may not, in words for people. */
export type ReachChanges = { added: string[]; removed: string[] }

export function reachChanges(from: BlueprintDocument, to: BlueprintDocument): ReachChanges {
  const [before, after] = [reachOf(from), reachOf(to)]
  return {
    added: after.filter((entry) => !before.includes(entry)),
    removed: before.filter((entry) => !after.includes(entry)),
  }
}

function reachOf(document: BlueprintDocument): string[] {
  return [...new Set(usesOf(document).flatMap(words))].sort()
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
