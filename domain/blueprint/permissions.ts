import type { PolicyRule } from '../policy/rule'
import { blockKindOf } from './block-kinds/registry'
import type { BlueprintDocument } from './document'
import { dailyLimits } from './known-slots'
import { type CapabilityUse, defaultDrainHours, type PermissionManifest } from './manifest'
import type { SlotValue } from './slots'
import { renderTemplate } from './templates'

type Drawing = Pick<BlueprintDocument, 'blocks' | 'slots' | 'policy'>

/**
 * Everything that a drawing, and the subflows that it calls, may reach with these slot values. Sorted, so that equal
 * drawings give equal manifests.
 */
export function permissionsOf(
  document: Drawing,
  subflows: readonly Drawing[],
  slots: Readonly<Record<string, SlotValue>>,
): PermissionManifest {
  const all = [document, ...subflows]
  const uses = all.flatMap(usesOf)
  const rules = all.flatMap(({ policy }): PolicyRule[] => policy.rules ?? [])
  const of = <Kind extends CapabilityUse['kind']>(kind: Kind) =>
    uses.filter((use): use is Extract<CapabilityUse, { kind: Kind }> => use.kind === kind)
  return {
    format: 2,
    models: sorted(of('model').map(({ model }) => modelName(model, slots))),
    embeddings: of('embeddings').length > 0,
    transcription: of('transcription').length > 0,
    skills: grouped(of('skill').map(({ skill, action }) => [skill, action])),
    origins: sorted(of('origin').map(({ origin }) => origin)),
    secrets: grouped(of('secret').map(({ slot, origin }) => [slot, origin])),
    rules,
    slots: rules.length === 0 ? {} : slots,
    limits: dailyLimits(slots),
    drainHours: document.policy.drainHours ?? defaultDrainHours,
  }
}

/** Everything that blocks reach outside, in the order of their ids. */
export function usesOf({ blocks, slots }: Pick<BlueprintDocument, 'blocks' | 'slots'>): CapabilityUse[] {
  return Object.keys(blocks)
    .sort()
    .flatMap((id) => {
      const block = blocks[id]
      return block === undefined ? [] : (blockKindOf(block.kind)?.uses(block.config) ?? [])
    })
    .filter((use) => use.kind !== 'secret' || slots[use.slot]?.type === 'secret')
}

/** A model may be named by a slot: `{{ slots.model }}`. An empty one is the workspace's default. */
export function modelName(model: string, slots: Readonly<Record<string, SlotValue>>): string {
  const name = model.includes('{{') ? renderTemplate(model, { slots }) : model
  return name.trim() === '' ? 'default' : name.trim()
}

function grouped(pairs: readonly (readonly [name: string, entry: string])[]): Record<string, string[]> {
  const names = sorted(pairs.map(([name]) => name))
  const entriesOf = (name: string) => sorted(pairs.filter(([other]) => other === name).map(([, entry]) => entry))
  return Object.fromEntries(names.map((name) => [name, entriesOf(name)]))
}

function sorted(list: readonly string[]): string[] {
  return [...new Set(list)].filter((entry) => entry !== '').sort()
}
