import { blockKindOf } from '@/domain/blueprint/block-kinds/registry'
import type { BlueprintDocument } from '@/domain/blueprint/document'
import { ancestorsOf, graphOf } from '@/domain/blueprint/graph'

export type Variable = { path: string; label: string }
export type VariableGroup = { title: string; variables: Variable[] }

/** What this block's templates and conditions can read, nearest first: what the drawing gives, then what is always there. */
export function variablesFor(document: BlueprintDocument, blockId: string): VariableGroup[] {
  const upstream = [...ancestorsOf(graphOf(document), blockId)].filter((id) => id !== blockId).sort()
  const groups: VariableGroup[] = [
    { title: 'What came in', variables: inputVariables(document, upstream) },
    ...upstream.map((id) => ({ title: document.blocks[id]?.label ?? id, variables: outputVariables(document, id) })),
    {
      title: 'Slots',
      variables: Object.entries(document.slots).map(([name, slot]) => ({ path: `slots.${name}`, label: slot.label })),
    },
    {
      title: 'Tenant',
      variables: [
        { path: 'tenant.name', label: 'Name' },
        { path: 'tenant.slug', label: 'Slug' },
      ],
    },
    { title: 'Session', variables: [{ path: 'session.id', label: 'Id' }] },
  ]
  return groups.filter((group) => group.variables.length > 0)
}

function inputVariables(document: BlueprintDocument, ids: readonly string[]): Variable[] {
  const found = new Map<string, Variable>()
  for (const id of ids) {
    for (const { path, label } of triggerValues(document, id)) {
      found.set(path, { path: `input.${path}`, label })
    }
  }
  return [...found.values()]
}

function triggerValues(document: BlueprintDocument, id: string) {
  const block = document.blocks[id]
  const kind = block && blockKindOf(block.kind)
  return kind?.group === 'trigger' ? kind.values(block?.config ?? {}) : []
}

function outputVariables(document: BlueprintDocument, id: string): Variable[] {
  const block = document.blocks[id]
  const kind = block && blockKindOf(block.kind)
  if (kind === undefined || kind.group === 'trigger') return []
  return kind.values(block?.config ?? {}).map(({ path, label }) => ({ path: `${id}.${path}`, label }))
}
