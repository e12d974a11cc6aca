import type { z } from 'zod'
import type { FieldSpec } from './field-spec'
import type { CapabilityUse } from './manifest'
import type { Problem } from './problem'

/** The palette's sections, in the order in which they are shown. */
export const blockGroups = ['trigger', 'reasoning', 'control', 'knowledge', 'data', 'output'] as const
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
  config: z.ZodType<Config>
  defaults: () => Config
  /** The settings in the order in which the panel shows them, each with its control. */
  fields: readonly FieldSpec[]
  /** A trigger has no input port. Every other kind has exactly one, named `in`. */
  inputs: (config: Config) => readonly PortSpec[]
  /** Without the error port: a kind that can fail gets it from `failure`. */
  outputs: (config: Config) => readonly PortSpec[]
  /**
   * Null: it cannot fail. Otherwise it has an error port, retries, a time limit and a default; `main` is the path of the
   * value that a default stands in for, and with a default the flow goes on at `port`; null where no default makes sense.
   */
  failure: { main: string; port: string } | { main: null; port: null } | null
  /** The output port that is followed once for each item; what is reachable from it is the block's body. */
  bodyPort?: string
  /** What later blocks can read: `{{ <block id>.<path> }}`; of a trigger also `{{ input.<path> }}`. */
  values: (config: Config) => readonly ValueSpec[]
  /** Fields that hold templates (`{{ path }}`) or CEL, for lint, find, and the editor. */
  expressions: (config: Config) => readonly ExpressionField[]
  /** What the block reaches: the permission manifest is derived from these. */
  uses: (config: Config) => readonly CapabilityUse[]
  lint: (context: BlockLintContext<Config>) => Problem[]
}

/**
 * `template`: text with `{{ path }}`; `condition`: CEL that is true or false; `value`: CEL of any type.
 * `names`: further names that this field alone can read.
 */
export type ExpressionSyntax = 'template' | 'condition' | 'value'
export type ExpressionField = {
  path: string
  label: string
  syntax: ExpressionSyntax
  text: string
  names?: readonly string[]
  /** Read at the end of the block's body: it sees the block itself and what is inside. */
  inside?: true
  /** It may be a secret slot alone, `{{ slots.key }}`, whose value is put in outside the box. */
  secret?: true
}
