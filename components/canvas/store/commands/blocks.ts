import { blockKindOf } from '@/domain/blueprint/block-kinds/registry'
import type { BlueprintDocument, Endpoint } from '@/domain/blueprint/document'
import { copyFragment, type Fragment, pasteFragment } from '@/domain/blueprint/fragment'
import * as operations from '@/domain/blueprint/operations'
import { blockSize } from '../../block-geometry'
import { countOf, kindLabel, labelsOf } from '../../block-words'
import { freePlace } from '../../free-place'
import { attempt, commit, refuse } from '../commit'
import type { EditorStore, Point } from '../editor-store'
import { selectBlocks } from '../selection'
import { revealBlock } from './selection'

export type AddOptions = { at?: Point | undefined; from?: Endpoint | undefined }

/** Adds a block, selects it, and connects it to `from` when that is given and allowed: one step. */
export function addBlock(store: EditorStore, kind: string, { at, from }: AddOptions = {}): void {
  attempt(store, () => {
    const { document, layout } = store.getState()
    const added = operations.addBlock(document, kind, settingsAfter(document, kind, from))
    const to = { block: added.id, port: 'in' }
    const connects = from !== undefined && operations.canConnect(added.document, from, to).ok
    const label = added.document.blocks[added.id]?.label ?? kindLabel(kind)
    commit(store, {
      name: `Add ${label}`,
      document: connects ? operations.connect(added.document, from, to) : added.document,
      layout: {
        positions: { ...layout.positions, [added.id]: freePlace({ document, layout }, at ?? placeBelow(store, from)) },
      },
      select: selectBlocks(added.id),
      announce: connects ? `Added ${label} and connected it.` : `Added ${label}.`,
    })
    revealBlock(store, added.id)
  })
}

/** A reply that is added behind an answer says that answer. */
function settingsAfter(document: BlueprintDocument, kind: string, from: Endpoint | undefined): operations.NewBlock {
  const source = from && document.blocks[from.block]
  if (kind !== 'reply' || from === undefined || source === undefined || from.port === 'error') return {}
  const answers =
    blockKindOf(source.kind)
      ?.values(source.config)
      .some(({ path }) => path === 'text') ?? false
  return answers ? { config: { text: `{{ ${from.block}.text }}` } } : {}
}

export function removeSelected(store: EditorStore): void {
  const { document, layout, selection } = store.getState()
  const { blocks, edges } = selection
  if (blocks.length + edges.length === 0) return
  const words = blocks.length > 0 ? labelsOf(document.blocks, blocks) : countOf(edges.length, 'connection')
  const gone = new Set(blocks)
  commit(store, {
    name: `Delete ${words}`,
    document: operations.disconnect(operations.removeBlocks(document, blocks), edges),
    layout: { positions: Object.fromEntries(Object.entries(layout.positions).filter(([id]) => !gone.has(id))) },
    announce: `Deleted ${words}.`,
  })
}

export function renameBlock(store: EditorStore, id: string, label: string): void {
  const { document } = store.getState()
  if (document.blocks[id]?.label === label) return
  commit(store, {
    name: `Rename ${document.blocks[id]?.label ?? id}`,
    document: operations.renameBlock(document, id, label),
    mergeKey: `label:${id}`,
  })
}

export type CopiedBlocks = { fragment: Fragment; positions: Record<string, Point> }

export function copySelected(store: EditorStore): CopiedBlocks | undefined {
  const { document, layout, selection } = store.getState()
  if (selection.blocks.length === 0) return undefined
  const positions = selection.blocks.map((id) => [id, layout.positions[id] ?? { x: 0, y: 0 }] as const)
  return { fragment: copyFragment(document, selection.blocks), positions: Object.fromEntries(positions) }
}

/** Pasted blocks keep their arrangement: around `at`, or a little away from where they were copied. */
export function paste(store: EditorStore, copied: CopiedBlocks, verb: 'Paste' | 'Duplicate', at?: Point): void {
  attempt(store, () => {
    const { document, layout } = store.getState()
    const { document: pasted, ids } = pasteFragment(document, copied.fragment)
    const fresh = Object.values(ids)
    if (fresh.length === 0) return refuse(store, 'There are no blocks to paste.')
    const shift = shiftTo(copied, at)
    const placed = Object.entries(ids).map(([old, id]) => {
      const place = copied.positions[old] ?? { x: 0, y: 0 }
      return [id, { x: place.x + shift.x, y: place.y + shift.y }] as const
    })
    commit(store, {
      name: `${verb} ${labelsOf(pasted.blocks, fresh)}`,
      document: withFreshLabels(document, pasted, fresh),
      layout: { positions: { ...layout.positions, ...Object.fromEntries(placed) } },
      select: selectBlocks(...fresh),
      announce: `${verb === 'Paste' ? 'Pasted' : 'Duplicated'} ${countOf(fresh.length, 'block')}.`,
    })
  })
}

export function duplicateSelected(store: EditorStore): void {
  const copied = copySelected(store)
  if (copied !== undefined) paste(store, copied, 'Duplicate')
}

const nudge: Point = { x: 40, y: 40 }

function shiftTo({ positions }: CopiedBlocks, at: Point | undefined): Point {
  const places = Object.values(positions)
  if (at === undefined || places.length === 0) return nudge
  const xs = places.map(({ x }) => x)
  const ys = places.map(({ y }) => y)
  const middle = { x: (Math.min(...xs) + Math.max(...xs)) / 2, y: (Math.min(...ys) + Math.max(...ys)) / 2 }
  return { x: Math.round((at.x - middle.x) / 8) * 8, y: Math.round((at.y - middle.y) / 8) * 8 }
}

/** "Reason" pasted beside "Reason" becomes "Reason copy": two blocks of one name are hard to tell apart. */
function withFreshLabels(before: BlueprintDocument, after: BlueprintDocument, fresh: readonly string[]) {
  const taken = new Set(Object.values(before.blocks).map((block) => block.label))
  return fresh.reduce((document, id) => {
    const label = document.blocks[id]?.label ?? id
    return taken.has(label) ? operations.renameBlock(document, id, `${label.slice(0, 75)} copy`) : document
  }, after)
}

/** Under the block that leads here, or under the lowest of all. */
function placeBelow(store: EditorStore, from: Endpoint | undefined): Point {
  const { layout } = store.getState()
  const above = from && layout.positions[from.block]
  const row = blockSize.heightPx + 64
  if (above !== undefined) return { x: above.x, y: above.y + row }
  const lowest = Object.values(layout.positions).toSorted((a, b) => b.y - a.y)[0]
  return lowest === undefined ? { x: 0, y: 0 } : { x: lowest.x, y: lowest.y + row }
}
