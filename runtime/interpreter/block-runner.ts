import type { ExpressionContext } from '@/domain/blueprint/expressions'
import type { ChatMessage, ModelRequest } from '../models/model-client'

/** What a block may do and see while it runs. */
export type BlockContext = {
  scope: ExpressionContext
  /** What was said earlier in this session, oldest first, cut to what a prompt can hold. */
  history: () => readonly ChatMessage[]
  /** Asks a model in this turn's name: metered, limited, and ended with the turn. */
  ask: (request: Omit<ModelRequest, 'signal'>) => Promise<string>
  /** Where this block's text may stream to, when a reply is going to be exactly this text. */
  stream: (() => (delta: string) => void) | null
}

export type BlockOutcome = {
  /** The output port by which the flow goes on. */
  port: string
  /** What later blocks see under this block's id. */
  output: unknown
  /** Text for whoever started the turn. */
  reply?: string
}

export type RunBlock = (context: BlockContext) => Promise<BlockOutcome>

/** The runtime's half of a block kind. */
export type BlockRunner = {
  kind: string
  /** Checks the config and reads its templates once, when the bundle arrives. Throws what is wrong with it. */
  prepare: (config: Record<string, unknown>) => RunBlock
}
