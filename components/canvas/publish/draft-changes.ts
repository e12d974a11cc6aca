import { describeChange, diff } from '@/domain/blueprint/diff'
import { type BlueprintDocument, emptyDocument } from '@/domain/blueprint/document'
import { permissionsOf } from '@/domain/blueprint/permissions'

/** What publishing this draft would change against the latest version; against nothing for the first. */
export function draftChanges(latest: BlueprintDocument | undefined, draft: BlueprintDocument) {
  const from = latest ?? emptyDocument()
  const before = permissionsOf(from).models
  const after = permissionsOf(draft).models
  return {
    changes: diff(from, draft).map((change) => ({ change, description: describeChange(change, from, draft) })),
    models: {
      added: after.filter((model) => !before.includes(model)),
      removed: before.filter((model) => !after.includes(model)),
    },
  }
}
