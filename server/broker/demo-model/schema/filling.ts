import type { Flattening } from './flatten'

/** The work of filling one schema: what is read, and what may still be spent. */
export type Filling = Flattening & {
  instructions: string
  text: string
  /** The same as it was sent, where JSON is looked for. */
  data: string
  /** The instructions ask to leave out what the text does not state: nothing is made up in its place. */
  honest: boolean
  /** Values that may still be filled, and those of them that may still be looked for in the text. */
  values: number
  readings: number
  /** Keywords that may still be checked, see fits.ts. */
  checks: number
  /** How many values were read from the text. */
  found: number
  /** Paths of what is needed and was not found. */
  missing: string[]
  fill: (schema: unknown, place: Place) => unknown
}

/** Where a value stands. */
export type Place = {
  name: string
  path: string
  depth: number
  refs: readonly string[]
  /** Something must stand here. */
  needed: boolean
  /** Only what must be there: the end of schemas that hold themselves. */
  minimal: boolean
  /** More than 0: a made-up value, other than the ones before it. */
  nth: number
}

/** A value that is not there, as against null. */
export const nothing = undefined

export function within(place: Place, name: string, changes: Partial<Place>): Place {
  return {
    ...place,
    name,
    path: place.path === '' ? name : `${place.path}.${name}`,
    depth: place.depth + 1,
    ...changes,
  }
}

/** Whether the text is read here; each reading is counted. */
export function mayRead(filling: Filling, place: Place): boolean {
  if (place.nth > 0 || place.minimal) return false
  filling.readings -= 1
  return filling.readings >= 0
}
