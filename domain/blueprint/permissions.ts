import { blockKindOf } from './block-kinds/registry'
import type { BlueprintDocument } from './document'
import type { PermissionManifest } from './manifest'

/** Everything that the drawing may reach. Sorted, so that equal drawings give equal manifests. */
export function permissionsOf(document: Pick<BlueprintDocument, 'blocks'>): PermissionManifest {
  const models = Object.values(document.blocks).flatMap((block) =>
    (blockKindOf(block.kind)?.models(block.config) ?? []).map((use) => use.model.trim()),
  )
  return { format: 1, models: [...new Set(models)].filter((model) => model !== '').sort() }
}
