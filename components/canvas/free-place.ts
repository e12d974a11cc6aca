import type { Layout } from '@/domain/blueprint/layout'
import type { Point } from './store/editor-store'

/** A block that is added exactly on top of another would hide it: step aside until the corner is free. */
export function freePlace({ positions }: Layout, wished: Point): Point {
  const taken = Object.values(positions)
  let place = wished
  while (taken.some(({ x, y }) => Math.abs(x - place.x) < 24 && Math.abs(y - place.y) < 24)) {
    place = { x: place.x + 32, y: place.y + 32 }
  }
  return place
}
