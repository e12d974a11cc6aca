import { blockKindOf } from '../../../block-kinds/registry'
import { descendantsOf, graphOf } from '../../../graph'
import type { Incoming } from '../../incoming'
import { Importing } from '../importing'
import { type ComponentRule, helpers, type Place, ruleFor } from './component-rules'
import { type LangflowEdge, type LangflowFlow, type LangflowNode, readLangflowFlow } from './flow'

/** A Langflow flow as a drawing, and what became of each of its components. */
export function importLangflow(value: unknown): Incoming {
  const flow = readLangflowFlow(value)
  const importing = new Importing('langflow')
  const drawn = drawnOf(flow, importing)
  for (const one of drawn.values()) drawComponent(one, { flow, importing, drawn })
  for (const edge of flow.edges) linkAlong(edge, { flow, importing, drawn })
  startWhatNothingLeadsTo(importing)
  return importing.finish(flow.name)
}

type Drawn = { node: LangflowNode; id: string; rule: ComponentRule | undefined }
type Drawing = { flow: LangflowFlow; importing: Importing; drawn: ReadonlyMap<string, Drawn> }

/** Notes, what the product does itself, and tools of agents are no blocks. */
function drawnOf(flow: LangflowFlow, importing: Importing): Map<string, Drawn> {
  const tools = new Set(flow.edges.filter(({ field }) => field === 'tools').map(({ from }) => from))
  const drawn = new Map<string, Drawn>()
  for (const node of flow.nodes.values()) {
    if (/^(?:note|noteNode)$/i.test(node.type) || tools.has(node.id)) continue
    const helper = Object.hasOwn(helpers, node.type) ? helpers[node.type] : undefined
    if (helper !== undefined) {
      importing.notMapped(
        `“${node.name}” (${node.type})`,
        `It is no block here. ${helper}`,
        'Nothing to do in the drawing.',
      )
      continue
    }
    drawn.set(node.id, { node, id: importing.reserve(node.name), rule: ruleFor(node) })
  }
  return drawn
}

function drawComponent({ node, id, rule }: Drawn, drawing: Drawing): void {
  const { importing } = drawing
  const what = `“${node.name}” (${node.type})`
  if (rule === undefined) {
    importing.drawPlaceholder(id, node.name)
    importing.notMapped(
      what,
      'There is no such block here.',
      `Put something in the place of “To do: ${node.name}”, such as the HTTP skill, or remove it.`,
    )
    return
  }
  importing.draw(id, rule.kind, node.name, rule.config(placeOf(node, drawing)))
  importing.mapped(what, blockKindOf(rule.kind)?.label ?? rule.kind)
}

function placeOf(node: LangflowNode, drawing: Drawing): Place {
  const { flow, importing } = drawing
  const feeding = (field: string) => (flow.into.get(node.id) ?? []).filter((edge) => edge.field === field)
  const values = (field: string) => feeding(field).flatMap((edge) => celOf(edge.from, drawing, new Set()) ?? [])
  return {
    node,
    value: (field) => values(field)[0] ?? null,
    text(field) {
      const found = values(field)
      return found.length === 0 ? node.field(field) : found.map((cel) => `{{ ${cel} }}`).join('\n')
    },
    into: (field) => feeding(field).flatMap(({ from }) => flow.nodes.get(from) ?? []),
    changed: (why, todo) => importing.changed(`“${node.name}”`, why, todo),
    notMapped: (what, why, todo) => importing.notMapped(what, why, todo),
  }
}

/** A router hands on what came into it. */
function celOf(id: string, drawing: Drawing, seen: ReadonlySet<string>): string | null {
  const found = drawing.drawn.get(id)
  if (found === undefined || seen.has(id)) return null
  if (found.rule === undefined) return `${found.id}.text`
  if (found.rule.kind !== 'branch') return found.rule.value(found.id)
  const before = (drawing.flow.into.get(id) ?? []).find(({ field }) => field === 'input_text')
  return before === undefined ? null : celOf(before.from, drawing, new Set([...seen, id]))
}

function linkAlong({ from, output, to }: LangflowEdge, { importing, drawn }: Drawing): void {
  const start = drawn.get(from)
  const end = drawn.get(to)
  if (start === undefined || end === undefined) return
  importing.link(start.id, start.rule?.ports?.(output, start.node) ?? 'out', end.id)
}

/** In Langflow, what nothing flows into is just there; here something has to start it. */
function startWhatNothingLeadsTo(importing: Importing): void {
  const graph = graphOf(importing.document)
  const groupOf = (id: string) => blockKindOf(importing.document.blocks[id]?.kind ?? '')?.group
  const triggers = graph.ids.filter((id) => groupOf(id) === 'trigger')
  const [trigger] = triggers
  if (trigger === undefined) return
  const reached = descendantsOf(graph, triggers)
  for (const id of graph.ids) {
    if (groupOf(id) === 'trigger' || (graph.incoming.get(id) ?? []).length > 0 || reached.has(id)) continue
    importing.link(trigger, 'out', id)
    const label = importing.document.blocks[id]?.label ?? id
    importing.changed(
      `“${label}”`,
      'Nothing led to it; here it runs when the flow starts.',
      'Look at whether it is needed at all.',
    )
  }
}
