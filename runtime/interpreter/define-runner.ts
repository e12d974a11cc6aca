import type { BlockKind } from '@/domain/blueprint/block-kind'
import { BulkheadError } from '@/domain/errors'
import type { BlockRunner, PreparedBlock } from './block-runner'

/** Ties a runner to its kind's own config schema. */
export function defineRunner<Config>(
  kind: BlockKind<Config>,
  prepare: (config: Config, blockId: string) => PreparedBlock,
): BlockRunner {
  return {
    kind: kind.kind,
    prepare: (config, blockId) => {
      const result = kind.config.safeParse(config)
      if (result.success) return prepare(result.data, blockId)
      const where = result.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.')} ${issue.message}`)
      throw new BulkheadError('bad-input', `its settings are not usable: ${where.join('; ')}`)
    },
  }
}
