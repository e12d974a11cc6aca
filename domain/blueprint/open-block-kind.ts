import type { z } from 'zod'
import type { BlockGroup, BlockKind, BlockLintContext, ExpressionField, PortSpec, ValueSpec } from './block-kind'
import type { FieldSpec } from './field-spec'
import type { CapabilityUse } from './manifest'
import { errorPort, errorValues } from './ports'
import type { Problem } from './problem'
import { readDraft } from './read-draft'

export type Config = Record<string, unknown>

/**
 * A block kind that takes the config of any draft, however half-filled: what is missing or of the wrong type counts as
 * empty. So ports, labels and expressions can be shown while somebody is still typing. `config` stays strict.
 * `outputs` and `values` include what every block that can fail hands on at its error port.
 */
export type OpenBlockKind = {
  kind: string
  group: BlockGroup
  label: string
  summary: string
  help: string
  config: z.ZodType<Config>
  defaults: () => Config
  fields: readonly FieldSpec[]
  failure: BlockKind['failure']
  bodyPort?: string
  inputs: (config: Config) => readonly PortSpec[]
  outputs: (config: Config) => readonly PortSpec[]
  values: (config: Config) => readonly ValueSpec[]
  expressions: (config: Config) => readonly ExpressionField[]
  uses: (config: Config) => readonly CapabilityUse[]
  lint: (context: BlockLintContext<Config>) => Problem[]
}

export function openBlockKind<Typed extends Config>(kind: BlockKind<Typed>): OpenBlockKind {
  // `readDraft` follows the kind's own schema, so what it gives has the shape of `Typed`.
  const read = (config: Config) => readDraft(kind.config, config) as Typed
  const withErrorPort = (ports: readonly PortSpec[]) => {
    // A branch that people called "Error" before this port existed keeps the name.
    const taken = kind.failure === null || ports.some((port) => port.name === errorPort.name)
    return taken ? ports : [...ports, errorPort]
  }
  return {
    ...kind,
    inputs: (config) => kind.inputs(read(config)),
    outputs: (config) => withErrorPort(kind.outputs(read(config))),
    values: (config) => [...kind.values(read(config)), ...(kind.failure === null ? [] : errorValues)],
    expressions: (config) => kind.expressions(read(config)),
    uses: (config) => kind.uses(read(config)),
    lint: (context) => kind.lint({ ...context, config: read(context.config) }),
  }
}
