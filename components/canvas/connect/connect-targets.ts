import type { BlueprintDocument, Endpoint } from '@/domain/blueprint/document'
import { canConnect } from '@/domain/blueprint/operations'
import { outputsOf } from '../block-geometry'
import { kindLabel } from '../block-words'
import type { EditorState } from '../store/editor-store'

export type ConnectChoice = { from: Endpoint; to: Endpoint; fromLabel: string; label: string; kind: string }

/** With one block selected: its first way on that leads nowhere yet. What is added next goes there. */
export function looseEnd({ document, selection }: Pick<EditorState, 'document' | 'selection'>): Endpoint | undefined {
  const [id, second] = selection.blocks
  const block = id === undefined || second !== undefined ? undefined : document.blocks[id]
  if (id === undefined || block === undefined) return undefined
  const used = new Set(Object.values(document.edges).flatMap(({ from }) => (from.block === id ? [from.port] : [])))
  const port = outputsOf(block).find(({ name }) => name !== 'error' && !used.has(name))
  return port && { block: id, port: port.name }
}

/** Every connection that may start at this block, for people who do not drag; blocks that nothing leads to come first. */
export function connectChoices(document: BlueprintDocument, block: string): ConnectChoice[] {
  const source = document.blocks[block]
  if (source === undefined) return []
  const ports = outputsOf(source)
  const led = new Set(Object.values(document.edges).map(({ to }) => to.block))
  const targets = Object.entries(document.blocks).sort(([a], [b]) => Number(led.has(a)) - Number(led.has(b)))
  return ports.flatMap((port) =>
    targets.flatMap(([id, target]) => {
      const from = { block, port: port.name }
      const to = { block: id, port: 'in' }
      if (!canConnect(document, from, to).ok) return []
      const fromLabel = ports.length > 1 ? port.label : ''
      return [{ from, to, fromLabel, label: target.label, kind: kindLabel(target.kind) }]
    }),
  )
}
