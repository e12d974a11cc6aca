import type { z } from 'zod'
import type { BlockModelUse } from './manifest'
import type { Problem } from './problem'

/** The palette's sections, in the order in which they are shown. */
export const blockGroups = ['trigger', 'reasoning', 'control', 'output'] as const
export type BlockGroup = (typeof blockGroups)[number]

export type PortSpec = { name: string; label: string }

/** One value that a block hands on, as a path below its output: `text`, `data.email`. */
export type ValueSpec = { path: string; label: string }

/** What a kind's own lint sees: its settings. Ports, edges and expressions are checked for all kinds alike. */
export type BlockLintContext<Config> = {
  blockId: string
  config: Config
}

/**
 * The meaning of one kind of block: one object in one file of `block-kinds/`. Its runtime half is
 * `runtime/interpreter/blocks/<kind>.ts`; its picture is `components/canvas/blocks/<kind>.tsx`.
 * A test fails when one of the three is missing.
 */
export type BlockKind<Config = never> = {
  kind: string
  group: BlockGroup
  label: string
  /** One sentence for the palette and the side panel. */
  summary: string
  /** Longer help, plain text, shown beside the block's settings. */
  help: string
  /** Bumped when `config` changes shape. */
  configVersion: number
  config: z.ZodType<Config>
  defaults: () => Config
  /** A trigger has no input port. Every other kind has exactly one, named `in`. */
  inputs: (config: Config) => readonly PortSpec[]
  outputs: (config: Config) => readonly PortSpec[]
  /** What later blocks can read: `{{ <block id>.<path> }}`; of a trigger also `{{ input.<path> }}`. */
  values: (config: Config) => readonly ValueSpec[]
  /** Fields that hold templates (`{{ path }}`) or CEL, for lint, find, and the editor. */
  expressions: (config: Config) => readonly ExpressionField[]
  /** Models that the block calls: the permission manifest is derived from these. */
  models: (config: Config) => readonly BlockModelUse[]
  lint: (context: BlockLintContext<Config>) => Problem[]
}

export type ExpressionField = { path: string; label: string; syntax: 'template' | 'cel'; text: string }
