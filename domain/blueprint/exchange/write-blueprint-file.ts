import { digestOf } from '../digest'
import type { BlueprintDocument, Slot } from '../document'
import type { Layout } from '../layout'
import { type BlueprintFile, fileFormat, fileFormatVersion, type SubflowReference } from './blueprint-file'
import { subflowCalls } from './subflow-calls'

export type Drawing = { name: string; document: BlueprintDocument; layout: Layout }

/**
 * The file of a drawing: the same drawing gives the same file. `known` are the versions that it calls; those that are not
 * there any more are left out and come in as unresolved.
 */
export function writeBlueprintFile(
  { name, document, layout }: Drawing,
  known: readonly SubflowReference[],
): BlueprintFile {
  const safe = withoutSecrets(document)
  const called = subflowCalls(safe)
  return {
    format: fileFormat,
    formatVersion: fileFormatVersion,
    name,
    digest: digestOf(safe),
    document: structuredClone(safe),
    layout: { positions: positionsOf(safe, layout) },
    subflows: known.filter(({ blueprint, version }) =>
      called.some((target) => target.blueprint === blueprint && target.version === version),
    ),
  }
}

export function blueprintFileText(file: BlueprintFile): string {
  return `${JSON.stringify(file, null, 2)}\n`
}

/** `Support desk (EU)` → `support-desk-eu.blueprint.json`. */
export function blueprintFileName(name: string): string {
  const stem = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  return `${stem === '' ? 'blueprint' : stem}.blueprint.json`
}

/** Lint refuses a default of a secret slot, but a draft may hold one. */
export function withoutSecrets(document: BlueprintDocument): BlueprintDocument {
  const slots = Object.entries(document.slots).map(([name, slot]): [string, Slot] => {
    if (slot.type !== 'secret') return [name, slot]
    const { default: _secret, ...rest } = slot
    return [name, rest]
  })
  return { ...document, slots: Object.fromEntries(slots) }
}

/** Places of blocks that are there; the rest finds a place when the drawing is opened. */
export function positionsOf(document: BlueprintDocument, layout: Layout): Layout['positions'] {
  return Object.fromEntries(Object.entries(layout.positions).filter(([id]) => Object.hasOwn(document.blocks, id)))
}
