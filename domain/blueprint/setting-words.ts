import { blockKindOf } from './block-kinds/registry'
import type { FieldSpec } from './field-spec'

/** The setting at the top of a block's config that the panel shows under one label. */
export function settingSpec(kind: string, key: string): FieldSpec | undefined {
  const specs = blockKindOf(kind)?.fields ?? []
  const exact = specs.find(({ path }) => path === key)
  if (exact !== undefined) return exact
  const below = specs.filter(({ path }) => path.startsWith(`${key}.`))
  return below.length === 1 ? below[0] : undefined
}

/** The words of a choice instead of its value; any other value as it is. */
export function chosenLabel(spec: FieldSpec | undefined, value: unknown): unknown {
  if (spec?.control !== 'choice') return value
  return spec.options.find((option) => option.value === value)?.label ?? value
}
