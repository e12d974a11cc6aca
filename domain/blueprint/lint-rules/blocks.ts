import { blockKindOf } from '../block-kinds/registry'
import type { BlueprintDocument } from '../document'
import { celNames, contextNames } from '../expressions'
import type { Graph } from '../graph'
import type { Problem } from '../problem'
import { issueMessage, issuePaths } from '../problem-paths'

/** Unknown kinds, ids that expressions could not name, wrong settings, and each kind's own rules. */
export function blockProblems(document: BlueprintDocument, graph: Graph): Problem[] {
  return graph.ids.flatMap((id) => {
    const block = document.blocks[id]
    if (block === undefined) return []
    const kind = blockKindOf(block.kind)
    if (kind === undefined) return [unknownKind(id, block.kind)]
    return [
      ...idProblems(id),
      ...configProblems(id, block.label, kind.config.safeParse(block.config)),
      ...kind.lint({ blockId: id, config: block.config }),
    ]
  })
}

type ParsedConfig = ReturnType<NonNullable<ReturnType<typeof blockKindOf>>['config']['safeParse']>

function configProblems(block: string, label: string, parsed: ParsedConfig): Problem[] {
  if (parsed.success) return []
  return parsed.error.issues.flatMap((issue) =>
    issuePaths(issue).map((field) => ({
      code: 'bad-config',
      severity: 'error' as const,
      message: `"${label}": ${fieldWords(field)} ${issueMessage(issue)}.`,
      at: { block, field },
    })),
  )
}

/** `branches.0.name` → `name of branch 1`: people count from one. */
function fieldWords(path: string): string {
  const [field = '', index, inner] = path.split('.').map((part) => part.replace(/([A-Z])/g, ' $1').toLowerCase())
  if (index === undefined) return field
  const item = `${field.replace(/(?<=ch)es$|s$/, '')} ${Number(index) + 1}`
  return inner === undefined ? item : `${inner} of ${item}`
}

function unknownKind(block: string, kind: string): Problem {
  const message = `The kind "${kind}" of block "${block}" is not known here: delete the block.`
  return { code: 'unknown-kind', severity: 'error', message, at: { block } }
}

function idProblems(block: string): Problem[] {
  if (!celNames.has(block) && !contextNames.some((name) => name === block)) return []
  const message = `A block cannot have the id "${block}", because the word has another meaning in expressions.`
  return [{ code: 'reserved-id', severity: 'error', message, at: { block } }]
}
