import { expect, test } from 'vitest'
import { blockSize, blockWidth } from '@/components/canvas/block-geometry'
import { starters } from '@/domain/blueprint/starters/registry'

test.each(starters)('the starter $id is drawn so that wide blocks cover nothing either', ({ document, layout }) => {
  const boxes = Object.entries(document.blocks).flatMap(([id, block]) => {
    const at = layout.positions[id]
    return at === undefined ? [] : [{ id, ...at, half: blockWidth(block) / 2 }]
  })
  const covered = boxes.flatMap((box, index) =>
    boxes
      .slice(index + 1)
      .filter((other) => Math.abs(box.y - other.y) < blockSize.heightPx)
      .filter((other) => Math.abs(box.x - other.x) < box.half + other.half)
      .map((other) => `${box.id} and ${other.id}`),
  )
  expect(covered).toEqual([])
})
