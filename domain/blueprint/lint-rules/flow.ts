import { blockKindOf } from '../block-kinds/registry'
import type { BlueprintDocument } from '../document'
import { descendantsOf, type Graph, topologicalOrder } from '../graph'
import { errorPort } from '../ports'
import type { Problem } from '../problem'
import { bodiesOf } from '../regions'

/** Where a turn starts, which blocks it can reach, that it ends, and that somebody gets an answer. */
export function flowProblems(document: BlueprintDocument, graph: Graph): Problem[] {
  const flow = flowOf(document, graph)
  return [
    ...triggerProblems(flow),
    ...inputProblems(flow),
    ...cycleProblems(flow),
    ...flow.triggers.flatMap((id) => answerProblems(flow, id)),
  ]
}

type Flow = {
  graph: Graph
  /** Blocks inside loops: a path may end there, the flow goes on at the loop. */
  inside: ReadonlySet<string>
  triggers: string[]
  kind: (id: string) => string
  label: (id: string) => string
  ports: (id: string) => { name: string; label: string }[]
  group: (id: string) => string
}

function flowOf(document: BlueprintDocument, graph: Graph): Flow {
  const block = (id: string) => document.blocks[id]
  const kindOf = (id: string) => blockKindOf(block(id)?.kind ?? '')
  const bodies = bodiesOf(document, graph)
  return {
    graph,
    inside: new Set([...bodies.values()].flatMap((body) => [...body])),
    triggers: graph.ids.filter((id) => kindOf(id)?.group === 'trigger'),
    kind: (id) => block(id)?.kind ?? '',
    label: (id) => block(id)?.label ?? id,
    ports: (id) => {
      const kind = kindOf(id)
      return (kind?.outputs(block(id)?.config ?? {}) ?? []).filter((port) => port.name !== kind?.bodyPort)
    },
    group: (id) => kindOf(id)?.group ?? '',
  }
}

function triggerProblems({ graph, triggers, label }: Flow): Problem[] {
  if (triggers.length === 0) {
    const message = 'Nothing starts this blueprint: add a chat message or another trigger.'
    return [{ code: 'missing-trigger', severity: 'error', message, at: {} }]
  }
  return triggers
    .filter((id) => graph.outgoing.get(id)?.length === 0)
    .map((block) => ({
      code: 'trigger-not-connected',
      severity: 'error',
      message: `"${label(block)}" starts nothing: connect it to the block that should run first.`,
      at: { block },
    }))
}

function inputProblems({ graph, triggers, label, group }: Flow): Problem[] {
  const reached = new Set([...triggers, ...descendantsOf(graph, triggers)])
  return graph.ids
    .filter((id) => !reached.has(id) && group(id) !== '')
    .map((block): Problem => {
      if (graph.incoming.get(block)?.length === 0) {
        const message = `Nothing leads to "${label(block)}": connect its input, or delete it.`
        return { code: 'input-not-connected', severity: 'error', message, at: { block } }
      }
      const message = `"${label(block)}" can never run, because no trigger leads to it.`
      return { code: 'unreachable', severity: 'warning', message, at: { block } }
    })
}

function cycleProblems({ graph, label }: Flow): Problem[] {
  const { cycle } = topologicalOrder(graph)
  const [first] = cycle
  if (first === undefined) return []
  const names = [...cycle, first].map((id) => `"${label(id)}"`).join(' → ')
  const message = `These blocks run in a circle: ${names}. Remove one of the connections.`
  return [{ code: 'cycle', severity: 'error', message, at: { block: first } }]
}

/** A chat expects an answer: warns where a message can go in and nothing comes out. */
function answerProblems(flow: Flow, trigger: string): Problem[] {
  const { graph, kind, label } = flow
  if (kind(trigger) !== 'chat-message' || graph.outgoing.get(trigger)?.length === 0) return []
  const reached = descendantsOf(graph, [trigger])
  if (![...reached].some((id) => kind(id) === 'reply')) {
    const message = `A message that starts "${label(trigger)}" is never answered: lead the flow to a reply block.`
    return [{ code: 'no-reply', severity: 'warning', message, at: { block: trigger } }]
  }
  const answered = new Set([...reached].filter((id) => kind(id) === 'reply'))
  for (const id of descendantsOf(graph, [...answered])) answered.add(id)
  return [...reached].filter((id) => !answered.has(id) && !flow.inside.has(id)).flatMap((id) => deadEnds(flow, id))
}

function deadEnds({ graph, ports, label }: Flow, block: string): Problem[] {
  const connected = new Set((graph.outgoing.get(block) ?? []).map((edge) => edge.from.port))
  return ports(block)
    .filter((port) => port.name !== errorPort.name && !connected.has(port.name))
    .map((port) => ({
      code: 'dead-end',
      severity: 'warning',
      message: `When the flow leaves "${label(block)}" at "${port.label}", nobody gets an answer: connect it to a reply.`,
      at: { block },
    }))
}
