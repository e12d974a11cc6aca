import { type Comparison, compareDrawings } from '@/domain/blueprint/compare'
import { type BlueprintDocument, emptyDocument } from '@/domain/blueprint/document'

/** What publishing this draft would change against the latest version; against nothing for the first. */
export function draftChanges(latest: BlueprintDocument | undefined, draft: BlueprintDocument): Comparison {
  return compareDrawings(latest ?? emptyDocument(), draft)
}
