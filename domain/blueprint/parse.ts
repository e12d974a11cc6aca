import { BulkheadError } from '../errors'
import { blockKinds, isBlockKindName } from './block-kinds/registry'
import { canonicalJson, utf8Length } from './canonical'
import { type BlueprintDocument, documentLimits, documentSchema } from './document'
import { issueMessage, issuePaths } from './problem-paths'

export type ParseProblem = { path: string; message: string }

/** More than a person wants to read at once. */
const maxProblems = 100

/**
 * Reads a document from outside. Configs may be half-filled, as drafts are; shape, sizes and kinds must be right.
 * Throws `bad-input` with every `{ path, message }` in `details.problems`, or `too-large` with the limit.
 */
export function parseDocument(input: unknown): BlueprintDocument {
  const bytes = utf8Length(canonicalJson(input))
  if (bytes > documentLimits.bytes) throw tooLarge('bytes of JSON', bytes, documentLimits.bytes)
  const parsed = documentSchema.safeParse(input)
  if (!parsed.success) {
    throw badDocument(
      parsed.error.issues.flatMap((issue) => issuePaths(issue).map((path) => ({ path, message: issueMessage(issue) }))),
    )
  }
  const document = parsed.data
  for (const part of ['blocks', 'edges', 'slots'] as const) {
    const count = Object.keys(document[part]).length
    if (count > documentLimits[part]) throw tooLarge(part, count, documentLimits[part])
  }
  const unknown = unknownKinds(document)
  if (unknown.length > 0) throw badDocument(unknown)
  return document
}

function unknownKinds(document: BlueprintDocument): ParseProblem[] {
  const known = Object.keys(blockKinds).join(', ')
  return Object.entries(document.blocks)
    .filter(([, block]) => !isBlockKindName(block.kind))
    .map(([id, block]) => ({
      path: `blocks.${id}.kind`,
      message: `Block "${id}" is of the unknown kind "${block.kind}". Known kinds: ${known}.`,
    }))
}

function badDocument(problems: ParseProblem[]): BulkheadError {
  const [first] = problems
  const where = first === undefined ? '' : ` At ${first.path === '' ? 'the top' : first.path}: ${first.message}`
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
  return new BulkheadError('bad-input', `This is not a blueprint document.${where}${more}`, {
    details: { problems: problems.slice(0, maxProblems), problemCount: problems.length },
  })
}

function tooLarge(what: string, actual: number, limit: number): BulkheadError {
  return new BulkheadError('too-large', `The blueprint has ${actual} ${what}; the limit is ${limit}.`, {
    details: { what, actual, limit },
  })
}
