import type { ModelAnswer } from '../models/model-client'

/** What a turn has used, also when it failed half-way. */
export type TurnMeter = {
  readonly calls: number
  readonly usage: { inputTokens: number; outputTokens: number }
  readonly models: { name: string; demo: boolean }[]
  count(answer: Promise<ModelAnswer>): Promise<ModelAnswer>
}

export function createTurnMeter(): TurnMeter {
  const models = new Map<string, boolean>()
  const usage = { inputTokens: 0, outputTokens: 0 }
  let calls = 0
  return {
    get calls() {
      return calls
    },
    usage,
    get models() {
      return [...models].map(([name, demo]) => ({ name, demo }))
    },
    async count(pending) {
      calls += 1
      const answer = await pending
      models.set(answer.model.name, answer.model.demo)
      usage.inputTokens += answer.usage.inputTokens
      usage.outputTokens += answer.usage.outputTokens
      return answer
    },
  }
}
