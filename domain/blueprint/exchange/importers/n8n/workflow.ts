import { assertParts } from '../importing'
import { at, type JsonObject, listOf, objectOf, textOf } from '../read-json'

/** A node of a workflow as n8n exports it. https://docs.n8n.io/workflows/export-import/ */
export type N8nNode = { name: string; type: string; parameters: JsonObject; disabled: boolean }

export type N8nLink = { from: string; output: number; to: string }

export type N8nWorkflow = {
  name: string
  nodes: ReadonlyMap<string, N8nNode>
  /** Where items flow. */
  links: readonly N8nLink[]
  /** By node: those that its items flow to, each once. */
  after: ReadonlyMap<string, ReadonlySet<string>>
  /** Models, tools, memory: child node → parent, with the kind of connection (`ai_tool`). */
  attached: readonly { from: string; to: string; as: string }[]
}

export function isN8nWorkflow(value: unknown): boolean {
  const nodes = listOf(at(value, 'nodes'))
  return nodes.some((node) => /n8n/i.test(textOf(at(node, 'type')))) && typeof at(value, 'connections') === 'object'
}

export function readN8nWorkflow(value: unknown): N8nWorkflow {
  const list = listOf(at(value, 'nodes'))
  assertParts(list.length)
  const nodes = new Map<string, N8nNode>()
  for (const node of list) {
    const name = textOf(at(node, 'name'))
    const type = textOf(at(node, 'type'))
    if (name === '' || type === '') continue
    nodes.set(name, {
      name,
      type,
      parameters: objectOf(at(node, 'parameters')),
      disabled: at(node, 'disabled') === true,
    })
  }
  const links: N8nLink[] = []
  const attached: { from: string; to: string; as: string }[] = []
  for (const [from, outputs] of Object.entries(objectOf(at(value, 'connections')))) {
    if (!nodes.has(from)) continue
    for (const [kind, slots] of Object.entries(objectOf(outputs))) {
      listOf(slots).forEach((ends, output) => {
        for (const end of listOf(ends)) {
          const to = textOf(at(end, 'node'))
          if (!nodes.has(to)) continue
          if (kind === 'main') links.push({ from, output, to })
          else attached.push({ from, to, as: kind })
        }
      })
    }
  }
  assertParts(Math.ceil((links.length + attached.length) / 4))
  const after = new Map<string, Set<string>>()
  for (const { from, to } of links) after.set(from, (after.get(from) ?? new Set()).add(to))
  return { name: textOf(at(value, 'name')), nodes, links, after, attached }
}

/** `@n8n/n8n-nodes-langchain.lmChatOpenAi` → `lmChatOpenAi`. */
export const shortType = ({ type }: Pick<N8nNode, 'type'>) => type.split('.').at(-1) ?? type
