import { type ChatTool, legible } from '../chat-format'
import { fillWithGaps } from '../fill-schema'
import { isSchema, namesIn, type Schema, schemasIn, textIn } from '../schema/json-schema'
import { stemsOf } from '../words'
import { findPath } from './find-path'
import { spaced } from './score-tool'
import { isMessage, spokenText } from './spoken-text'

const textChars = 6_000

export type FilledArguments = { value: Readonly<Record<string, unknown>>; missing: readonly string[] }

/**
 * Arguments by the tool's schema. The first text is the request; where it does not tell all, the further ones (what was
 * said and found out before) are read too. `found`: what was found out, in words, for texts that hand it on.
 */
export function fillArguments(
  tool: ChatTool,
  instructions: string,
  texts: readonly string[],
  found: string,
): FilledArguments {
  let best: FilledArguments | null = null
  for (let count = 1; count <= texts.length; count += 1) {
    const text = texts.slice(0, count).join('\n').slice(0, textChars)
    if (count > 1 && texts[count - 1]?.trim() === '') continue
    const filled = fillFrom(tool, text, { instructions, request: texts[0] ?? '', found })
    if (best === null || filled.missing.length < best.missing.length) best = filled
    if (best.missing.length === 0) break
  }
  return best ?? { value: {}, missing: [] }
}

function fillFrom(
  { function: { parameters = {} } }: ChatTool,
  text: string,
  { instructions, request, found }: { instructions: string; request: string; found: string },
): FilledArguments {
  const schema = withoutUnasked(parameters, text)
  const reading = { instructions: '', text: legible(text, textChars), data: text }
  const { value, missing } = fillWithGaps(schema, reading)
  if (!isSchema(value)) return { value: {}, missing: [] }
  const free = schemasIn(schema, 'properties').filter(([, part]) => takesText(part))
  const spoken = free.map(([name, part]): [string, string | null] => {
    const shown = `${isSchema(part) ? textIn(part, 'description') : ''}\n${instructions}`
    return [name, /^path$/i.test(name) ? findPath(text, shown) : spokenText(name, request, found)]
  })
  const said = spoken.flatMap(([name, words]): [string, string][] => (words === null ? [] : [[name, words]]))
  const known = new Set(said.map(([name]) => name))
  const unsaid = spoken.filter(([name, words]) => words === null && isMessage(name)).map(([name]) => name)
  return {
    value: { ...value, ...Object.fromEntries(said) },
    missing: [...new Set([...missing.filter((path) => !known.has(path.split('.')[0] ?? '')), ...unsaid])],
  }
}

/** What need not be given is given only when the request speaks of it. */
function withoutUnasked(parameters: Schema, text: string): Schema {
  const required = new Set(namesIn(parameters, 'required'))
  const asked = stemsOf(text)
  const kept = schemasIn(parameters, 'properties').filter(([name]) => {
    return required.has(name) || [...stemsOf(spaced(name))].some((word) => asked.has(word))
  })
  return { type: 'object', ...parameters, properties: Object.fromEntries(kept) }
}

/** Free text without a form of its own. */
function takesText(schema: unknown): boolean {
  if (!isSchema(schema) || schema.type !== 'string') return false
  return !['enum', 'const', 'format', 'pattern', 'minLength', 'maxLength'].some((word) => Object.hasOwn(schema, word))
}
