import { stem, stemsOf, wordsOf } from '../words'
import { listIn, type Schema, typesOf } from './json-schema'
import { isReadFormat, readFormat } from './text-formats'

const mostEntries = 50

/** All values of a list that the text holds; null where only a single one can be looked for. */
export function readList(item: Schema, text: string, name: string): unknown[] | null {
  const options = listIn(item, 'enum')
  if (options !== undefined) return mentioned(options, text)
  const [type] = typesOf(item)
  if (typeof item.format === 'string' && isReadFormat(item.format)) return readFormat(text, item.format)
  const entries = labelledList(text, name)
  if (entries === null) return null
  if (type === 'string') return entries
  const numbers = entries.map((entry) => Number(entry))
  return /^(?:number|integer)$/.test(type ?? '') && numbers.every(Number.isFinite) ? numbers : null
}

function mentioned(options: readonly unknown[], text: string): unknown[] {
  const said = new Set(wordsOf(text).map(stem))
  return options.slice(0, mostEntries).filter((option) => {
    const words = [...stemsOf(String(option).replaceAll('_', ' '))]
    return words.length > 0 && words.every((word) => said.has(word))
  })
}

/** "Tags: urgent, billing and sales." */
function labelledList(text: string, name: string): string[] | null {
  const label = name
    .replaceAll('_', ' ')
    .replace(/[^\p{L}\p{N} ]/gu, '')
    .trim()
  if (label === '') return null
  const found = new RegExp(String.raw`(?:^|[^\p{L}])${label}\s*(?::|=|\sare\s|\sis\s)\s*([^.;!?\n]+)`, 'iu').exec(
    text,
  )?.[1]
  const entries = found?.split(/\s*,\s*(?:and\s+|or\s+)?|\s+and\s+/).map((entry) => entry.trim().slice(0, 80)) ?? []
  const list = entries.filter((entry) => entry !== '').slice(0, mostEntries)
  return list.length === 0 ? null : list
}
