import type { ExpressionContext } from '@/domain/blueprint/expressions'
import type { EffectRequest } from '@/domain/runtime/broker-api'
import type { ChatMessage, ModelAnswer, ModelRequest } from '../models/model-client'
import type { BlockServices } from './block-services'

/** What a block may do and see while it runs. */
export type BlockContext = {
  /** Names this step of this run; the same over retries, restarts and replays. */
  key: string
  label: string
  run: { id: string; session: string; bundleDigest: string }
  scope: ExpressionContext
  /** Ends when the step's time is over or the run is given up. */
  signal: AbortSignal
  now: () => Date
  /** What was said earlier in this session, oldest first; what no prompt could hold is summed up by `model`. */
  history: (model: string) => Promise<readonly ChatMessage[]>
  /** Asks a model in this run's name: metered and limited. */
  ask: (request: Omit<ModelRequest, 'signal'>) => Promise<string>
  /** Counts what was used without `ask`. */
  count: (answer: Pick<ModelAnswer, 'model' | 'usage'>) => void
  /** Where this block's text may stream to, when a reply is going to be exactly this text. */
  stream: (() => (delta: string) => void) | null
  /**
   * Does costly work once: its value (JSON) is written down before `memo` returns, and a step that is taken up again after
   * a crash gets it instead of working again. `name` is unique within the step.
   */
  memo: <Value>(name: string, work: () => Promise<Value>) => Promise<Value>
  /**
   * Acts outside, once for each `name` within the step, after the blueprint's rules were asked. When a rule wants a
   * person's yes, the step ends here and is run again once there is a decision: do nothing of your own before it that may
   * not be repeated. Throws what the broker answers: `not-allowed`, `not-connected`, `approval-denied`, `upstream-failed`…
   */
  effect: (name: string, effect: EffectDraft) => Promise<unknown>
  /** Slots whose values are put in outside the box. */
  secretSlots: ReadonlySet<string>
  services: BlockServices
}

type WithoutKey<Request> = Request extends unknown ? Omit<Request, 'key' | 'approval' | 'at'> : never
export type EffectDraft = WithoutKey<EffectRequest>

/** What a step waits for. `until`: milliseconds since 1970, at which it is woken whatever happens. */
export type Wait =
  | { for: 'time'; until: number }
  /** Woken each minute and when a variable changes, to look again. */
  | { for: 'condition'; until: number }
  | { for: 'event'; event: string; until: number }
  /** `question` stays in the box; `subject` is set for a question that a rule asks. */
  | { for: 'approval'; until: number; question: string; people: readonly string[]; subject: string | null }

export type Wake =
  | { by: 'time' }
  | { by: 'check' }
  | { by: 'event'; name: string; payload: unknown }
  | { by: 'decision'; approval: string; decision: 'approve' | 'deny'; person: string; note: string }

export type BlockValue = {
  /** The output port by which the flow goes on. */
  port: string
  /** What later blocks see under this block's id. JSON. */
  output: unknown
  /** Text for whoever started the run. */
  reply?: string
  /** Kept in the same instant as the step's end. `session` null: the tenant's own. */
  variables?: { session: string | null; values: Readonly<Record<string, unknown>> }
}

/** Runs of the block's body, one for each item, or of another blueprint's version. `finish` makes the block's own value. */
export type Nest =
  | { nest: 'items'; items: readonly unknown[]; atOnce: number; onItemError: 'stop' | 'skip' }
  | { nest: 'subflow'; target: string; input: Readonly<Record<string, unknown>> }

export type BlockOutcome = BlockValue | { wait: Wait } | Nest

export type Nested = {
  /** `items`: one entry an item, null for one that failed; `subflow`: what its return blocks handed back. */
  results: unknown
  failed: number
}

export type RunBlock = (context: BlockContext) => Promise<BlockOutcome>

export type PreparedBlock = {
  run: RunBlock
  /** Of one try, when the drawing sets none. */
  timeLimitMs?: number
  /** For kinds that wait: what happens next. `null`: this was not it, keep waiting. */
  wake?: (context: BlockContext, wake: Wake, since: Date) => Promise<BlockValue | null>
  /** For kinds that nest. `collect` is what one item yields, read in the scope at the end of its body. */
  collect?: (scope: ExpressionContext, item: unknown) => unknown
  finish?: (nested: Nested) => BlockValue
  /** For triggers: whether it fires, and what `input` then is. Throws `bad-input` for what must be refused. */
  fires?: (trigger: TriggerEvent, scope: ExpressionContext) => Record<string, unknown> | null
}

/** What may start a run. */
export type TriggerEvent =
  | { kind: 'chat-message'; content: string; files: readonly FileReference[] }
  | { kind: 'event'; event: string; payload: unknown }
  | { kind: 'schedule'; block: string; at: string; missed: number }
  | { kind: 'called'; input: Readonly<Record<string, unknown>> }

export type FileReference = { id: string; name: string; mediaType: string; bytes: number }

/** The runtime's half of a block kind. */
export type BlockRunner = {
  kind: string
  /** Checks the config and reads its templates once, when the bundle arrives. Throws what is wrong with it. */
  prepare: (config: Record<string, unknown>, blockId: string) => PreparedBlock
}
