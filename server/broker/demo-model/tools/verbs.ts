import { wordsOf } from '../words'

/** What tools do, in the words of tools and of people. */
const groups = {
  send: 'send write mail email post tell inform notify message announce forward share',
  read: 'get read fetch look show check find search retrieve list where which see status',
  create: 'create add make new open register book schedule',
  remove: 'delete remove cancel close drop',
  change: 'update change edit set move rename correct',
} as const

export type VerbGroup = keyof typeof groups

const groupOf = new Map(
  Object.entries(groups).flatMap(([group, words]) => words.split(' ').map((word) => [word, group as VerbGroup])),
)

/** Before these, "email" and "message" are things: "my email is …", "send an email". */
const beforeThings =
  /\b(?:my|your|our|his|her|their|its|the|an?|this|that|by|via|per|any|no)\s+e?-?(?:mail|message|post)s?\b/gi
/** A question about what is or was orders nothing: "When do you send invoices?" */
const plainQuestion = /^\s*(?:why|when|what|who|whose|how|did|do|does|is|are|was|were|has|have)\b/i

/** What the words of a tool's name and the beginning of its description say that it does. */
export function verbsOfTool(name: string, description: string): Set<VerbGroup> {
  const words = [...wordsOf(name), ...wordsOf(description).slice(0, 1)]
  return new Set(words.flatMap((word) => groupOf.get(word) ?? groupOf.get(word.replace(/e?s$/, '')) ?? []))
}

/** What a part of a request wants to have done. */
export function verbsAsked(clause: string): Set<VerbGroup> {
  const words = wordsOf(clause.replace(beforeThings, ' '))
  const found = new Set(words.flatMap((word) => groupOf.get(word) ?? []))
  return plainQuestion.test(clause) ? new Set([...found].filter((group) => group === 'read')) : found
}
