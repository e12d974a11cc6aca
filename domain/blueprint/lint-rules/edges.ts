import { blockKindOf } from '../block-kinds/registry'
import { type Block, type BlueprintDocument, type Edge, edgeId } from '../document'
import type { Problem } from '../problem'

/** Edges whose key, ends or ports are wrong. */
export function edgeProblems(document: BlueprintDocument): Problem[] {
  return Object.keys(document.edges)
    .sort()
    .flatMap((key) => {
      const edge = document.edges[key]
      return edge === undefined ? [] : [...keyProblems(key, edge), ...endProblems(document, key, edge)]
    })
}

function keyProblems(key: string, edge: Edge): Problem[] {
  if (key === edgeId(edge)) return []
  const message = `The connection "${key}" must be stored as "${edgeId(edge)}": delete it and draw it again.`
  return [{ code: 'edge-key', severity: 'error', message, at: { edge: key } }]
}

function endProblems(document: BlueprintDocument, key: string, edge: Edge): Problem[] {
  const problems: Problem[] = []
  const error = (code: string, message: string) =>
    problems.push({ code, severity: 'error', message, at: { edge: key } })
  const from = document.blocks[edge.from.block]
  const to = document.blocks[edge.to.block]
  if (from === undefined) error('edge-end-missing', gone(edge.from.block, 'starts'))
  else if (!hasPort(from, 'outputs', edge.from.port)) {
    error('port-unknown', `"${from.label}" has no output "${edge.from.port}": delete this connection or draw it again.`)
  }
  if (to === undefined) error('edge-end-missing', gone(edge.to.block, 'ends'))
  else if (!hasPort(to, 'inputs', edge.to.port)) {
    error('port-unknown', `"${to.label}" has no input "${edge.to.port}": delete this connection or draw it again.`)
  }
  return problems
}

function gone(id: string, verb: string): string {
  return `A connection ${verb} at the block "${id}", which does not exist: delete the connection.`
}

/** Blocks of unknown kinds are reported once, as such. */
function hasPort(block: Block, side: 'inputs' | 'outputs', port: string): boolean {
  const kind = blockKindOf(block.kind)
  return kind === undefined || kind[side](block.config).some((spec) => spec.name === port)
}
