import { blockKindOf } from '../block-kinds/registry'
import { type BlueprintDocument, edgeId } from '../document'
import type { Graph } from '../graph'
import type { Problem } from '../problem'
import { bodiesOf } from '../regions'

/** A loop's body runs once for each item, so nothing but the loop may lead into it. */
export function regionProblems(document: BlueprintDocument, graph: Graph): Problem[] {
  return [...bodiesOf(document, graph)].flatMap(([loop, body]) => {
    const port = blockKindOf(document.blocks[loop]?.kind ?? '')?.bodyPort
    const entering = [...body].sort().flatMap((id) => graph.incoming.get(id) ?? [])
    return entering
      .filter(({ from }) => !body.has(from.block) && !(from.block === loop && from.port === port))
      .map((edge): Problem => {
        const [from, to, around] = [edge.from.block, edge.to.block, loop].map((id) => document.blocks[id]?.label ?? id)
        const message =
          from === around
            ? `"${to}" is inside the loop "${around}" and cannot come after it as well: use another block for one of the two.`
            : `"${to}" runs once for each item of the loop "${around}", so "${from}", which is outside, cannot lead to it.`
        return { code: 'body-entered', severity: 'error', message, at: { edge: edgeId(edge) } }
      })
  })
}
