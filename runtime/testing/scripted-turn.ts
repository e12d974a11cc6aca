import type { Bundle } from '@/domain/runtime/bundle'
import type { TriggerEvent } from '../interpreter/block-runner'
import { type Script, scriptedRuns } from './scripted-runs'

/** One run of a bundle with a scripted model, and what was streamed and asked. */
export async function scriptedTurn(bundle: Bundle, { trigger, ...script }: Script & { trigger?: TriggerEvent } = {}) {
  const runs = scriptedRuns(bundle, script)
  const deltas: string[] = []
  try {
    const event: TriggerEvent = trigger ?? { kind: 'chat-message', content: 'hello', files: [] }
    const driven = await runs.fire(event, { onDelta: (text) => deltas.push(text) })
    return { ...driven, deltas, requests: runs.requests }
  } finally {
    runs.close()
  }
}
