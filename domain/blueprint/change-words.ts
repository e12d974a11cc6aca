import { blockKindOf } from './block-kinds/registry'
import type { BlueprintDocument, Edge } from './document'
import { inPort, outPort } from './ports'

type FieldWords = { field: string; before?: unknown; after?: unknown }

export function describeBlockField(change: FieldWords, name: string): string {
  if (change.field === 'label') return `Renamed “${String(change.before)}” to ${name}`
  if (change.field === 'kind') {
    return `Turned ${name} from ${kindLabel(String(change.before))} into ${kindLabel(String(change.after))}`
  }
  return describeField({ ...change, field: change.field.replace(/^config\./, '') }, name)
}

export function describeField({ field, before, after }: FieldWords, name: string): string {
  const words = field.replace(/([A-Z])/g, ' $1').toLowerCase()
  if (after === undefined) return `Cleared the ${words} of ${name}`
  if (before === undefined) return `Set the ${words} of ${name}${to(after)}`
  const lists = listWords(before, after)
  if (lists !== null) return `Changed the ${words} of ${name}: ${lists}`
  const values = [short(before), short(after)]
  if (values.some((value) => value === null)) return `Changed the ${words} of ${name}`
  return `Changed the ${words} of ${name} from ${values.join(' to ')}`
}

function to(value: unknown): string {
  const text = short(value)
  return text === null ? '' : ` to ${text}`
}

/** Short values are shown; prompts and the like are compared by whoever shows the change. */
function short(value: unknown): string | null {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string' && value.length <= 40 && !value.includes('\n')) return `“${value}”`
  return null
}

/** Named items of two lists: "added Billing, removed Sales, changed Other". */
function listWords(before: unknown, after: unknown): string | null {
  if (!Array.isArray(before) || !Array.isArray(after)) return null
  const old = named(before)
  const now = named(after)
  const parts = [
    ['added', [...now.keys()].filter((name) => !old.has(name))],
    ['removed', [...old.keys()].filter((name) => !now.has(name))],
    ['changed', [...now.keys()].filter((name) => old.has(name) && old.get(name) !== now.get(name))],
  ] as const
  const words = parts.filter(([, names]) => names.length > 0).map(([verb, names]) => `${verb} ${names.join(', ')}`)
  return words.length === 0 ? 'order' : words.join('; ')
}

function named(list: readonly unknown[]): Map<string, string> {
  return new Map(
    list.map((item) => {
      const hasName = typeof item === 'object' && item !== null && 'name' in item
      return [`“${hasName ? String(item.name) : String(item)}”`, JSON.stringify(item)]
    }),
  )
}

export function describeEdge(edge: Edge, document: BlueprintDocument): string {
  const label = (id: string) => `“${document.blocks[id]?.label ?? id}”`
  const from = edge.from.port === outPort.name ? '' : ` (${portLabel(edge, document)})`
  const into = edge.to.port === inPort.name ? '' : ` (${edge.to.port})`
  return `${label(edge.from.block)}${from} to ${label(edge.to.block)}${into}`
}

function portLabel(edge: Edge, document: BlueprintDocument): string {
  const block = document.blocks[edge.from.block]
  const ports = block === undefined ? [] : (blockKindOf(block.kind)?.outputs(block.config) ?? [])
  return ports.find((port) => port.name === edge.from.port)?.label ?? edge.from.port
}

export const runtimeWords: Record<string, [string, string]> = {
  memoryMb: ['memory', ' MB'],
  cpus: ['CPU share', ' CPU'],
  image: ['image', ''],
}
export const policyWords: Record<string, [string, string]> = { sessions: ['what open sessions do', ''] }

export function describeSetting({ field, before, after }: FieldWords, words: Record<string, [string, string]>): string {
  const [name, unit] = words[field] ?? [field, '']
  return `Changed ${name} from ${String(before)}${unit} to ${String(after)}${unit}`
}

export function kindLabel(kind: string): string {
  return blockKindOf(kind)?.label ?? kind
}
