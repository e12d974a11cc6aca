import type { ReactNode } from 'react'
import type { FieldControl, FieldSpec } from '@/domain/blueprint/field-spec'
import type { Path } from '../config-path'

export type ControlName = FieldControl['control']

/** What each control is given: its own spec, and where its value stands. */
export type ControlProps<Name extends ControlName = ControlName> = {
  spec: Extract<FieldSpec, { control: Name }>
  path: Path
  /** Where the settings around this one begin: the block's own, or those of an entry of a list. */
  at: Path
  hideLabel?: boolean
  /** Fields below this one, for lists. */
  renderFields: (specs: readonly FieldSpec[], at: Path, hideLabels?: boolean) => ReactNode
}

/** Of all one-line controls in the panel. */
export const lineClass = 'h-8 px-2.5 text-[0.8125rem]'

/** A box grows with its text; empty, it is as high as its spec says, but not so high that the form gets lost. */
export function boxStyle(rows: number): { minHeight: string } {
  return { minHeight: `${Math.min(rows, 6) * 1.25 + 0.75}rem` }
}
