import type { z } from 'zod'
import type { BlockGroup, BlockKind, BlockLintContext, ExpressionField, PortSpec, ValueSpec } from './block-kind'
import type { BlockModelUse } from './manifest'
import type { Problem } from './problem'
import { readDraft } from './read-draft'

export type Config = Record<string, unknown>

/**
 * A block kind that takes the config of any draft, however half-filled: what is missing or of the wrong type counts as
 * empty. So ports, labels and expressions can be shown while somebody is still typing. `config` stays strict.
 */
export type OpenBlockKind = {
  kind: string
  group: BlockGroup
  label: string
  summary: string
  help: string
  configVersion: number
  config: z.ZodType<Config>
  defaults: () => Config
  inputs: (config: Config) => readonly PortSpec[]
  outputs: (config: Config) => readonly PortSpec[]
  values: (config: Config) => readonly ValueSpec[]
  expressions: (config: Config) => readonly ExpressionField[]
  models: (config: Config) => readonly BlockModelUse[]
  lint: (context: BlockLintContext<Config>) => Problem[]
}

export function openBlockKind<Typed extends Config>(kind: BlockKind<Typed>): OpenBlockKind {
  // `readDraft` follows the kind's own schema, so what it gives has the shape of `Typed`.
  const read = (config: Config) => readDraft(kind.config, config) as Typed
  return {
    ...kind,
    inputs: (config) => kind.inputs(read(config)),
    outputs: (config) => kind.outputs(read(config)),
    values: (config) => kind.values(read(config)),
    expressions: (config) => kind.expressions(read(config)),
    models: (config) => kind.models(read(config)),
    lint: (context) => kind.lint({ ...context, config: read(context.config) }),
  }
}
