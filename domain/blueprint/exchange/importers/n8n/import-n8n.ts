import { blockKindOf } from '../../../block-kinds/registry'
import { descendantsOf, graphOf } from '../../../graph'
import { portNameFor } from '../../../ports'
import type { Incoming } from '../../incoming'
import { Importing } from '../importing'
import { actRules, passesThrough } from './acts'
import { type Item, type Scope, toTemplate } from './expressions'
import { flowRules } from './flow'
import type { Place, Rule, Rules } from './rule'
import { thinkingRules } from './thinking'
import { triggerRules } from './triggers'
import { type N8nNode, type N8nWorkflow, readN8nWorkflow, shortType } from './workflow'

const rules: Rules = { ...triggerRules, ...thinkingRules, ...flowRules, ...actRules }

/** An n8n workflow as a drawing, and what became of each of its nodes. */
export function importN8n(value: unknown): Incoming {
  const workflow = readN8nWorkflow(value)
  const importing = new Importing('n8n')
  const flow = flowOf(workflow, importing)
  for (const drawn of flow.drawn) drawNode(drawn, flow)
  for (const { from, port, to } of linksOf(flow)) importing.link(from, port, to)
  answerChats(flow)
  return importing.finish(workflow.name)
}

type Drawn = { node: N8nNode; id: string; rule: Rule | undefined }
type Flow = { workflow: N8nWorkflow; importing: Importing; drawn: Drawn[]; byName: ReadonlyMap<string, Drawn> }

/** Children of agents and notes are no blocks; neither is what does nothing. */
function flowOf(workflow: N8nWorkflow, importing: Importing): Flow {
  const children = new Set(workflow.attached.map(({ from }) => from))
  const drawn = [...workflow.nodes.values()].flatMap((node): Drawn[] => {
    const type = shortType(node)
    if (children.has(node.name) || passesThrough(type)) return []
    return [{ node, id: importing.reserve(node.name), rule: Object.hasOwn(rules, type) ? rules[type] : undefined }]
  })
  return { workflow, importing, drawn, byName: new Map(drawn.map((one) => [one.node.name, one])) }
}

function drawNode({ node, id, rule }: Drawn, flow: Flow): void {
  const { importing } = flow
  const what = `“${node.name}” (${shortType(node)})`
  if (node.disabled)
    importing.changed(what, 'It was switched off in n8n; here it runs.', 'Remove the block, if it should not.')
  if (rule === undefined) {
    importing.drawPlaceholder(id, node.name)
    importing.notMapped(
      what,
      'There is no such block here.',
      `Put something in the place of “To do: ${node.name}”, such as the HTTP skill, or remove it.`,
    )
    return
  }
  importing.draw(id, rule.kind, node.name, rule.config(placeOf(node, id, flow)))
  importing.mapped(what, blockKindOf(rule.kind)?.label ?? rule.kind)
}

function placeOf(node: N8nNode, id: string, flow: Flow): Place {
  const { importing, workflow } = flow
  const scope = scopeOf(node, flow)
  const what = `“${node.name}”`
  return {
    node,
    id,
    scope,
    importing,
    template: (value) =>
      toTemplate(value, scope, (expression) =>
        importing.changed(
          what,
          `The expression ${expression.slice(0, 120)} is not known here.`,
          'Write it again: values are paths such as {{ input.content }}, computed in CEL.',
        ),
      ),
    attached: (as) =>
      workflow.attached.flatMap((link) => {
        const child = link.to === node.name && link.as === as ? workflow.nodes.get(link.from) : undefined
        return child === undefined ? [] : [child]
      }),
    changed: (why, todo) => importing.changed(what, why, todo),
    notMapped: (part, why, todo) => importing.notMapped(part, why, todo),
  }
}

function scopeOf(node: N8nNode, flow: Flow): Scope {
  return { incoming: incomingOf(node.name, flow, new Set()), of: (name) => itemOf(name, flow, new Set()) }
}

const nothing: Item = () => null

/** What comes in is clear only when it comes from one node. */
function incomingOf(name: string, flow: Flow, seen: ReadonlySet<string>): Item {
  const before = [
    ...new Set(
      flow.workflow.links
        .filter((link) => link.to === name && !isWayBack(link.from, name, flow))
        .map(({ from }) => from),
    ),
  ]
  const [only] = before
  return before.length === 1 && only !== undefined ? (itemOf(only, flow, seen) ?? nothing) : nothing
}

function itemOf(name: string, flow: Flow, seen: ReadonlySet<string>): Item | undefined {
  if (seen.has(name) || !flow.workflow.nodes.has(name)) return undefined
  const drawn = flow.byName.get(name)
  const item = drawn?.rule?.item(drawn.id, drawn.node) ?? (drawn === undefined ? 'through' : nothing)
  return item === 'through' ? incomingOf(name, flow, new Set([...seen, name])) : item
}

/** In n8n the end of a loop's body leads back to the loop; here a body just ends. */
function isWayBack(from: string, to: string, { workflow }: Flow): boolean {
  const target = workflow.nodes.get(to)
  if (target === undefined || shortType(target) !== 'splitInBatches') return false
  const reached = new Set([to])
  for (const name of reached) for (const next of workflow.after.get(name) ?? []) reached.add(next)
  return reached.has(from)
}

function linksOf(flow: Flow): { from: string; port: string; to: string }[] {
  return flow.workflow.links.flatMap(({ from, output, to }) => {
    const start = flow.byName.get(from)
    if (start === undefined || isWayBack(from, to, flow)) return []
    const port = portOf(start, output)
    return endsOf(to, flow).map((end) => ({ from: start.id, port, to: end }))
  })
}

/** Where a link ends, through nodes that do nothing. */
function endsOf(name: string, flow: Flow): string[] {
  const passed = new Set([name])
  const ends: string[] = []
  for (const one of passed) {
    const drawn = flow.byName.get(one)
    if (drawn !== undefined) ends.push(drawn.id)
    else for (const next of flow.workflow.after.get(one) ?? []) passed.add(next)
  }
  return ends
}

function portOf({ node, rule }: Drawn, output: number): string {
  const named = rule?.ports?.(node)
  if (named === undefined) return output === 0 ? 'out' : 'error'
  return portNameFor(named[output] ?? 'else')
}

/** n8n answers a chat with what its last node gives; here a reply says so. */
function answerChats({ importing }: Flow): void {
  const graph = graphOf(importing.document)
  const kindAt = (id: string) => importing.document.blocks[id]?.kind ?? ''
  const chats = graph.ids.filter((id) => kindAt(id) === 'chat-message')
  const reached = descendantsOf(graph, chats)
  for (const id of reached) {
    const answers = ['agent', 'reason', 'summarise'].includes(kindAt(id))
    if (!answers || (graph.outgoing.get(id) ?? []).length > 0) continue
    const reply = importing.reserve('reply')
    importing.draw(reply, 'reply', 'Reply', { text: `{{ ${id}.text }}` })
    importing.link(id, 'out', reply)
    importing.mapped('The answer of the last node', 'Reply')
  }
}
