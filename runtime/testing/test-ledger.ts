import { canonicalJson } from '@/domain/blueprint/canonical'
import type { EffectRequest, EffectResponse } from '@/domain/runtime/broker-api'
import { BrokerRefusal } from './broker-refusal'

/** The broker's promise about effects: done once for each key, and the same key with another content is refused. */
export type TestLedger = {
  /** In the order in which they were done. */
  readonly done: readonly EffectRequest[]
  /** How often it was asked, repeats too. */
  readonly asked: number
  take(request: EffectRequest): Promise<EffectResponse>
}

type Hook = (request: EffectRequest) => unknown

export function createTestLedger({ act, afterAct }: { act: Hook; afterAct: Hook }): TestLedger {
  const entries = new Map<string, { request: EffectRequest; content: string; output: EffectResponse['output'] }>()
  let asked = 0
  return {
    get done() {
      return [...entries.values()].map(({ request }) => request)
    },
    get asked() {
      return asked
    },
    async take(request) {
      asked += 1
      const { approval: _approval, ...rest } = request
      const content = canonicalJson(rest)
      const known = entries.get(request.key)
      if (known !== undefined && known.content !== content) {
        throw new BrokerRefusal(409, 'conflict', 'The same key came with another content.')
      }
      if (known !== undefined) return { output: known.output, replayed: true }
      const output = (await act(request)) as EffectResponse['output']
      entries.set(request.key, { request, content, output })
      await afterAct(request)
      return { output, replayed: false }
    },
  }
}
