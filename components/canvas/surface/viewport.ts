import type { ReactFlowInstance } from '@xyflow/react'
import { blockSize, gridPx } from '../block-geometry'
import type { Point } from '../store/editor-store'

type Flow = Pick<ReactFlowInstance, 'screenToFlowPosition'>

/** The class by which the visible canvas is found when something must be placed in its middle. */
export const surfaceClass = 'blueprint-canvas'

/** Where a block goes so that it stands in the middle of what is visible. */
export function middleOf(flow: Flow): Point {
  const box = document.querySelector(`.${surfaceClass}`)?.getBoundingClientRect()
  if (box === undefined) return { x: 0, y: 0 }
  return centredOn(flow.screenToFlowPosition({ x: box.left + box.width / 2, y: box.top + box.height / 2 }))
}

export function centredOn({ x, y }: Point): Point {
  return snapPoint({ x, y: y - blockSize.heightPx / 2 })
}

export function snapPoint({ x, y }: Point): Point {
  return { x: Math.round(x / gridPx) * gridPx, y: Math.round(y / gridPx) * gridPx }
}
