import type { RecallConfig } from '@/domain/blueprint/block-kinds/recall'
import type { MemoryNamespace } from '../knowledge/owner'
import type { BlockContext } from './block-runner'

/** The session is the run's own: nothing that a drawing or a model says can name another. */
export function memoryNamespace(
  { memory, scope }: Pick<RecallConfig, 'memory' | 'scope'>,
  { run }: Pick<BlockContext, 'run'>,
): MemoryNamespace {
  return { memory, session: scope === 'session' ? run.session : null }
}
