import type { MessageResponse } from '@/domain/runtime/runtime-api'
import type { Driven } from './drive-run'

/** What whoever asked is told of a run that has ended or waits. */
export function responseOf({ record, state, reply, usage }: Driven): MessageResponse {
  return {
    session: record.session,
    turn: record.id,
    status: state === 'waiting' ? 'waiting' : 'done',
    reply,
    version: record.blueprintVersion,
    models: usage.models,
    usage: { inputTokens: usage.inputTokens, outputTokens: usage.outputTokens },
  }
}
