import type { Bundle } from '@/domain/runtime/bundle'
import { preparePlan } from '../interpreter/plan'
import { runTurn, type TurnTrigger } from '../interpreter/run-turn'
import { createTurnMeter } from '../interpreter/turn-meter'
import type { AskModel, ChatMessage, ModelRequest } from '../models/model-client'
import { digestOf } from './bundles'

export type ScriptedTurn = {
  trigger?: TurnTrigger
  history?: ChatMessage[]
  signal?: AbortSignal
  /** What the model says; a call that asks for it gets it word by word. */
  say?: (request: ModelRequest) => string | Promise<string>
}

/** Runs one turn of a bundle with a scripted model, and keeps what was streamed and asked. */
export async function scriptedTurn(bundle: Bundle, script: ScriptedTurn = {}) {
  const deltas: string[] = []
  const requests: ModelRequest[] = []
  const meter = createTurnMeter()
  const ask: AskModel = async (request) => {
    requests.push(request)
    const text = await (script.say ?? ((call) => `echo ${call.messages.at(-1)?.content}`))(request)
    for (const word of text.match(/\S+\s*|\s+/g) ?? []) request.onDelta?.(word)
    return { text, model: { name: 'scripted', demo: false }, usage: { inputTokens: 2, outputTokens: 1 } }
  }
  const reply = await runTurn(preparePlan(bundle, digestOf(JSON.stringify(bundle))), {
    trigger: script.trigger ?? { kind: 'chat-message', content: 'hello' },
    session: 's1',
    history: () => script.history ?? [],
    ask,
    signal: script.signal ?? AbortSignal.timeout(10_000),
    meter,
    onDelta: (text) => deltas.push(text),
  })
  return { reply, deltas, requests, meter }
}
