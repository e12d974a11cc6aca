import type { ChatTool } from '../chat-format'
import { isSchema, type Schema, schemasIn, textIn } from '../schema/json-schema'
import { conceptsOf, sentencesOf, stem, stemsOf } from '../words'
import { evidenceFor } from './evidence'
import { type VerbGroup, verbsAsked, verbsOfTool } from './verbs'

/** Verbs that many tools share in their names: they tell little. */
const commonWords = new Set(
  'get list find search read create update delete send make run post set add call'.split(' ').map(stem),
)

const weights = { name: 3, told: 2, commonName: 1, description: 1, parameter: 0.75, concept: 0.5, verb: 1 } as const
/** From here on a tool fits. One telling word of its name is enough, of its description it takes more. */
export const fittingScore = 2.5

export type ToolWords = {
  tool: ChatTool
  name: ReadonlySet<string>
  /** Of the sentences in the instructions that name it: they tell when to use it. */
  told: ReadonlySet<string>
  description: ReadonlySet<string>
  parameters: ReadonlySet<string>
  verbs: ReadonlySet<VerbGroup>
  schema: Schema
  instructions: string
}

export function wordsOfTool(tool: ChatTool, instructions: string): ToolWords {
  const { name, description = '', parameters = {} } = tool.function
  const told = sentencesOf(instructions).filter((sentence) => sentence.includes(name))
  const properties = schemasIn(parameters, 'properties').slice(0, 40)
  const about = properties.map(
    ([key, schema]) => `${spaced(key)} ${isSchema(schema) ? textIn(schema, 'description') : ''}`,
  )
  return {
    tool,
    name: stemsOf(spaced(name)),
    told: stemsOf(told.join('\n').replaceAll(name, '').slice(0, 4_000)),
    description: stemsOf(description.slice(0, 4_000)),
    parameters: stemsOf(about.join('\n').slice(0, 4_000)),
    verbs: verbsOfTool(spaced(name), description.slice(0, 200)),
    schema: parameters,
    instructions: told.join('\n').slice(0, 4_000),
  }
}

/** How well a tool fits what is asked, by the words in common. One that changes something wants an order to do so. */
export function scoreTool(words: ToolWords, clause: string): number {
  const asked = verbsAsked(clause)
  const shared = [...words.verbs].filter((group) => asked.has(group))
  const changes = [...words.verbs].some((group) => group !== 'read')
  if (changes && !shared.some((group) => group !== 'read')) return 0
  return (
    wordScore(words, stemsOf(clause)) +
    weights.verb * Math.min(1, shared.length) +
    evidenceFor(words.schema, words.instructions, clause)
  )
}

function wordScore({ name, told, description, parameters }: ToolWords, asked: ReadonlySet<string>): number {
  let score = 0
  for (const word of asked) {
    if (name.has(word)) score += commonWords.has(word) ? weights.commonName : weights.name
    else if (told.has(word)) score += weights.told
    else if (description.has(word)) score += weights.description
    else if (parameters.has(word)) score += weights.parameter
  }
  const matters = conceptsOf([...name, ...told, ...description])
  const shared = [...conceptsOf(asked)].filter((concept) => matters.has(concept)).length
  return score + weights.concept * Math.min(2, shared)
}

/** `sendEmail` and `send_email` → "send email". */
export function spaced(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ')
}
