import { blockSize, blockWidth } from './block-geometry'
import type { Point } from './store/editor-store'
import type { Snapshot } from './store/history'

const gapPx = 24
const stepsAside = 40

/**
 * The place nearest to the wished one where a block covers no other: to the right and left in turn, then a row lower.
 * In a crowd without end the wish is granted as it is.
 */
export function freePlace(drawing: Snapshot, wished: Point): Point {
  const boxes = boxesOf(drawing)
  const stepX = blockSize.widthPx + gapPx
  const stepY = blockSize.heightPx + gapPx
  for (let row = 0; row < stepsAside; row += 1) {
    for (const column of [0, 1, -1, 2, -2]) {
      const place = { x: wished.x + column * stepX, y: wished.y + row * stepY }
      if (boxes.every((box) => isApart(box, place))) return place
    }
  }
  return wished
}

type Box = Point & { width: number }

function boxesOf({ document, layout }: Snapshot): Box[] {
  return Object.entries(document.blocks).flatMap(([id, block]) => {
    const place = layout.positions[id]
    return place === undefined ? [] : [{ ...place, width: blockWidth(block) }]
  })
}

function isApart(box: Box, place: Point): boolean {
  return (
    Math.abs(box.x - place.x) >= (box.width + blockSize.widthPx) / 2 || Math.abs(box.y - place.y) >= blockSize.heightPx
  )
}
