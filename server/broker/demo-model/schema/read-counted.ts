import { isSchema, namesIn, type Schema, schemasIn, typesOf } from './json-schema'

/** "3 chairs", "2x table lamps": how many of what. */
const counted =
  /(?<![\w.,$€£#/-])(\d{1,6})\s?(?:x|×|pcs\.?|pieces of)?\s+(\p{L}[\p{L}-]*(?:\s+\p{L}[\p{L}-]*){0,2}?)(?=\s*(?:[,.;:!?\n]|$)|\s+(?:and|or|for|to|by|at|please|und)\b)/giu
const notThings =
  /^(?:pieces?|pcs|units?|items?|st|nd|rd|th|am|pm|percent|dollars?|euros?|pounds?|days?|weeks?|months?|years?|hours?|minutes?|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b/i

/** Entries of a list of objects that have a number and a name, where the text counts things. Null for other objects. */
export function readCounted(item: Schema, text: string): Record<string, unknown>[] | null {
  const properties = schemasIn(item, 'properties')
  const of = (wanted: RegExp) =>
    properties.filter(
      ([, schema]) =>
        isSchema(schema) &&
        typesOf(schema).some((type) => wanted.test(type)) &&
        !('format' in schema) &&
        !('enum' in schema),
    )
  const [number, ...moreNumbers] = of(/^(?:integer|number)$/)
  const [name, ...moreNames] = of(/^string$/)
  if (number === undefined || name === undefined || moreNumbers.length > 0 || moreNames.length > 0) return null
  if (!namesIn(item, 'required').every((key) => key === number[0] || key === name[0])) return null
  const found = [...text.matchAll(counted)].filter(([, , thing = '']) => !notThings.test(thing))
  return found.length === 0 ? null : found.map(([, count, thing]) => ({ [name[0]]: thing, [number[0]]: Number(count) }))
}
