import { assertParts } from '../importing'
import { at, listOf, objectOf, textOf } from '../read-json'

/** A component of a flow as Langflow exports it. https://docs.langflow.org/concepts-flows-import */
export type LangflowNode = {
  id: string
  type: string
  name: string
  /** What stands in a field; `''` for one that is empty or absent. */
  field: (name: string) => string
  /** The same, unread. */
  raw: (name: string) => unknown
}

/** Data flows from an output of one component into a field of another. */
export type LangflowEdge = { from: string; output: string; to: string; field: string }

export type LangflowFlow = {
  name: string
  nodes: ReadonlyMap<string, LangflowNode>
  into: ReadonlyMap<string, readonly LangflowEdge[]>
  edges: readonly LangflowEdge[]
}

export function isLangflowFlow(value: unknown): boolean {
  const first = listOf(at(value, 'data', 'nodes'))[0]
  return Array.isArray(at(value, 'data', 'edges')) && typeof at(first, 'data', 'type') === 'string'
}

export function readLangflowFlow(value: unknown): LangflowFlow {
  const list = listOf(at(value, 'data', 'nodes'))
  const ends = listOf(at(value, 'data', 'edges'))
  assertParts(list.length)
  assertParts(Math.ceil(ends.length / 4))
  const nodes = new Map(list.map(readNode).map((node) => [node.id, node]))
  const edges = ends.map(readEdge).filter(({ from, to }) => nodes.has(from) && nodes.has(to))
  const into = new Map<string, LangflowEdge[]>()
  for (const edge of edges) into.set(edge.to, [...(into.get(edge.to) ?? []), edge])
  return { name: textOf(at(value, 'name')), nodes, edges, into }
}

function readNode(node: unknown): LangflowNode {
  const id = textOf(at(node, 'id')) || textOf(at(node, 'data', 'id'))
  const type = textOf(at(node, 'data', 'type')) || textOf(at(node, 'type'))
  const name = textOf(at(node, 'data', 'node', 'display_name')) || textOf(at(node, 'data', 'display_name')) || type
  const template = objectOf(at(node, 'data', 'node', 'template'))
  const raw = (field: string) => at(template, field, 'value')
  return { id, type, name, raw, field: (field) => textOf(raw(field)) }
}

/** The ends are said twice: as data, and as JSON in which œ stands for a quote. */
function readEdge(edge: unknown): LangflowEdge {
  const source = objectOf(at(edge, 'data', 'sourceHandle') ?? handleOf(at(edge, 'sourceHandle')))
  const target = objectOf(at(edge, 'data', 'targetHandle') ?? handleOf(at(edge, 'targetHandle')))
  return {
    from: textOf(at(edge, 'source')),
    output: textOf(source.name),
    to: textOf(at(edge, 'target')),
    field: textOf(target.fieldName),
  }
}

function handleOf(handle: unknown): unknown {
  try {
    return JSON.parse(textOf(handle).replaceAll('œ', '"'))
  } catch {
    return undefined
  }
}
