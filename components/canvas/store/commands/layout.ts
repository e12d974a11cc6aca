import { countOf, labelsOf } from '../../block-words'
import { tidy } from '../../tidy'
import { commit } from '../commit'
import type { EditorStore, Point } from '../editor-store'

/** A drag is one step; arrow keys in quick succession are one step too. */
export function moveBlocks(store: EditorStore, places: Record<string, Point>, by: 'drag' | 'keys'): void {
  const { document, layout } = store.getState()
  const moved = Object.keys(places).filter(
    (id) => Object.hasOwn(document.blocks, id) && !same(layout.positions[id], places[id]),
  )
  if (moved.length === 0) return
  const positions = {
    ...layout.positions,
    ...Object.fromEntries(moved.map((id) => [id, places[id] ?? { x: 0, y: 0 }])),
  }
  commit(store, {
    name: `Move ${labelsOf(document.blocks, moved)}`,
    layout: { positions },
    ...(by === 'keys' ? { mergeKey: `nudge:${moved.toSorted().join()}` } : {}),
  })
}

export function tidyLayout(store: EditorStore): void {
  const { document } = store.getState()
  const count = Object.keys(document.blocks).length
  if (count === 0) return
  commit(store, { name: 'Tidy the layout', layout: tidy(document), announce: `Arranged ${countOf(count, 'block')}.` })
}

function same(a: Point | undefined, b: Point | undefined): boolean {
  return a?.x === b?.x && a?.y === b?.y
}
