import { blockKindOf } from '@/domain/blueprint/block-kinds/registry'
import type { Change } from '@/domain/blueprint/diff'
import type { Block, Slot } from '@/domain/blueprint/document'
import type { FieldSpec } from '@/domain/blueprint/field-spec'
import { handlingWords } from '@/domain/blueprint/handling-words'
import { chosenLabel } from '@/domain/blueprint/setting-words'
import { findAction, findSkill } from '@/domain/skills/catalog'
import { readableValue } from './readable-value'

type Setting = { label: string; text: string }

/** What there is to read of a change beyond its sentence. */
export type ChangeDetails = { kind: 'texts'; before: string; after: string } | { kind: 'settings'; settings: Setting[] }

export function detailsOf(change: Change): ChangeDetails | null {
  switch (change.kind) {
    case 'block-added':
    case 'block-removed':
      return blockDetails(change.value)
    case 'slot-added':
    case 'slot-removed':
      return settings(slotSettings(change.value))
    case 'edge-added':
    case 'edge-removed':
      return null
    default: {
      const [before, after] = [change.before, change.after]
      // The sentence says it all of two short values.
      if (isShort(before) && isShort(after)) return null
      return { kind: 'texts', before: readableValue(before), after: readableValue(after) }
    }
  }
}

/** Every setting of a block as the panel names it. */
export function blockDetails(block: Block): ChangeDetails | null {
  return settings(blockSettings(block))
}

function settings(entries: Setting[]): ChangeDetails | null {
  const told = entries.filter(({ text }) => text.trim() !== '')
  return told.length === 0 ? null : { kind: 'settings', settings: told }
}

function blockSettings({ kind, config, handling }: Block): Setting[] {
  const fields = (blockKindOf(kind)?.fields ?? []).map((spec) => {
    return { label: spec.label, text: settingText(spec, config) }
  })
  return handling === undefined ? fields : [...fields, { label: 'When it fails', text: handlingWords(handling) }]
}

function settingText(spec: FieldSpec, config: Block['config']): string {
  const value = valueAt(config, spec.path)
  if (spec.control === 'skill') return findSkill(String(value))?.label ?? readableValue(value)
  if (spec.control === 'action') {
    return findAction(String(valueAt(config, spec.skill)), String(value))?.label ?? readableValue(value)
  }
  return readableValue(chosenLabel(spec, value))
}

function slotSettings({ type, owner, required, default: standIn, choices }: Slot): Setting[] {
  return [
    { label: 'Type', text: type },
    { label: 'Filled by', text: owner },
    { label: 'Required', text: required ? 'yes' : 'no' },
    { label: 'Default', text: readableValue(standIn) },
    { label: 'Choices', text: (choices ?? []).join(', ') },
  ]
}

function valueAt(config: Block['config'], path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  }, config)
}

function isShort(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= 40 && !value.includes('\n')
  return typeof value !== 'object' || value === null
}
