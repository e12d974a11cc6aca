import type { BlueprintDocument, Endpoint } from '@/domain/blueprint/document'
import { canConnect } from '@/domain/blueprint/operations'
import { outputsOf } from '../block-geometry'
import { kindLabel } from '../block-words'

export type ConnectChoice = { from: Endpoint; to: Endpoint; fromLabel: string; label: string; kind: string }

/** Every connection that may start at this block, for people who do not drag. */
export function connectChoices(document: BlueprintDocument, block: string): ConnectChoice[] {
  const source = document.blocks[block]
  if (source === undefined) return []
  const ports = outputsOf(source)
  return ports.flatMap((port) =>
    Object.entries(document.blocks).flatMap(([id, target]) => {
      const from = { block, port: port.name }
      const to = { block: id, port: 'in' }
      if (!canConnect(document, from, to).ok) return []
      const fromLabel = ports.length > 1 ? port.label : ''
      return [{ from, to, fromLabel, label: target.label, kind: kindLabel(target.kind) }]
    }),
  )
}
