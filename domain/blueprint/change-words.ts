import { blockKindOf } from './block-kinds/registry'
import { type BlueprintDocument, type Edge, handlingSchema } from './document'
import { handlingWords } from './handling-words'
import { defaultDrainHours } from './manifest'
import { inPort, outPort } from './ports'
import { chosenLabel, settingSpec } from './setting-words'

type FieldWords = { field: string; before?: unknown; after?: unknown }

export function describeBlockField(change: FieldWords, name: string, kind: string): string {
  if (change.field === 'label') return `Renamed “${String(change.before)}” to ${name}`
  if (change.field === 'kind') {
    return `Turned ${name} from ${kindLabel(String(change.before))} into ${kindLabel(String(change.after))}`
  }
  if (change.field === 'handling') return describeHandling(change.after, name)
  const key = change.field.replace(/^config\./, '')
  const spec = settingSpec(kind, key)
  const [before, after] = [chosenLabel(spec, change.before), chosenLabel(spec, change.after)]
  return describeField({ field: key, before, after }, name, spec && `“${spec.label}”`)
}

function describeHandling(after: unknown, name: string): string {
  const parsed = handlingSchema.safeParse(after)
  return parsed.success
    ? `Changed what happens when ${name} fails: ${handlingWords(parsed.data)}`
    : `When ${name} fails, it is tried once and has no default`
}

const fieldWords: Readonly<Record<string, string>> = {
  minChars: 'shortest length',
  maxChars: 'longest length',
  min: 'smallest number',
  max: 'largest number',
  accept: 'accepted files',
}

export function describeField({ field, before, after }: FieldWords, name: string, label?: string): string {
  const words = label ?? `the ${fieldWords[field] ?? field.replace(/([A-Z])/g, ' $1').toLowerCase()}`
  if (after === undefined) return `Cleared ${words} of ${name}`
  if (before === undefined) return `Set ${words} of ${name}${to(after)}`
  const lists = listWords(before, after)
  if (lists !== null) return `Changed ${words} of ${name}: ${lists}`
  const values = [short(before), short(after)]
  if (values.some((value) => value === null)) return `Changed ${words} of ${name}`
  return `Changed ${words} of ${name} from ${values.join(' to ')}`
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
  if (typeof value === 'object' && value !== null && 'version' in value) return `v${String(value.version)}`
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
  return new Map(list.map((item) => [`“${nameOf(item)}”`, JSON.stringify(item)]))
}

function nameOf(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item)
  if ('name' in item) return String(item.name)
  return 'skill' in item && 'action' in item ? `${String(item.skill)} ${String(item.action)}` : JSON.stringify(item)
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
export const policyWords: Record<string, [string, string]> = {
  sessions: ['what open sessions do', ''],
  drainHours: ['how long a replaced version is kept', ' hours'],
  rules: ['the rules', ''],
}

/** What holds where a setting is left out. */
const absent: Readonly<Record<string, unknown>> = { drainHours: defaultDrainHours, rules: [] }

export function describeSetting(change: FieldWords, words: Record<string, [string, string]>): string {
  const { field } = change
  const [name, unit] = words[field] ?? [field, '']
  const [before, after] = [change.before ?? absent[field], change.after ?? absent[field]]
  const lists = listWords(before, after)
  if (lists !== null) return `Changed ${name}: ${lists}`
  const value = (raw: unknown) => settingValues[String(raw)] ?? `${String(raw)}${unit}`
  return `Changed ${name} from ${value(before)} to ${value(after)}`
}

const settingValues: Readonly<Record<string, string>> = {
  finish: '“finish where they began”',
  move: '“move to the new version at once”',
}

export function kindLabel(kind: string): string {
  return blockKindOf(kind)?.label ?? kind
}
