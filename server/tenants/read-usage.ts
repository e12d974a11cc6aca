import type { Transaction } from '../db/client'

export type UsageCounts = {
  requests: number
  turns: number
  failedTurns: number
  turnMs: number
  modelCalls: number
  inputTokens: number
  outputTokens: number
  /** Blocks that ran. */
  steps: number
  /** US dollars; null while no model had a price. */
  costUsd: number | null
}

/** `days` are the last thirty with any use (UTC), oldest first; `month` is the calendar month so far (UTC). */
export type Usage = { days: (UsageCounts & { day: string })[]; month: UsageCounts }

const dayMs = 86_400_000

export async function readUsage(tx: Transaction, tenantId: string, now = new Date()): Promise<Usage> {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate())
  const firstOfMonth = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1)
  const firstShown = today - 29 * dayMs
  const rows = await tx.usageDay.findMany({
    where: { tenantId, day: { gte: new Date(Math.min(firstOfMonth, firstShown)) } },
    orderBy: { day: 'asc' },
  })
  const days = rows.map((row) => ({
    at: row.day.getTime(),
    counts: {
      requests: Number(row.requests),
      turns: Number(row.turns),
      failedTurns: Number(row.failedTurns),
      turnMs: Number(row.turnMs),
      modelCalls: Number(row.modelCalls),
      inputTokens: Number(row.inputTokens),
      outputTokens: Number(row.outputTokens),
      steps: Number(row.steps),
      costUsd: row.costUsd,
    },
  }))
  return {
    days: days
      .filter(({ at }) => at >= firstShown)
      .map(({ at, counts }) => ({ day: new Date(at).toISOString().slice(0, 10), ...counts })),
    month: days.filter(({ at }) => at >= firstOfMonth).reduce((sum, { counts }) => add(sum, counts), noUsage),
  }
}

const noUsage: UsageCounts = {
  requests: 0,
  turns: 0,
  failedTurns: 0,
  turnMs: 0,
  modelCalls: 0,
  inputTokens: 0,
  outputTokens: 0,
  steps: 0,
  costUsd: null,
}

function add(a: UsageCounts, b: UsageCounts): UsageCounts {
  return {
    requests: a.requests + b.requests,
    turns: a.turns + b.turns,
    failedTurns: a.failedTurns + b.failedTurns,
    turnMs: a.turnMs + b.turnMs,
    modelCalls: a.modelCalls + b.modelCalls,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    steps: a.steps + b.steps,
    costUsd: a.costUsd === null ? b.costUsd : a.costUsd + (b.costUsd ?? 0),
  }
}

/** For a tenant's own people: what the models cost is between the workspace and its provider. */
export function withoutCost({ days, month }: Usage): Usage {
  return { days: days.map((day) => ({ ...day, costUsd: null })), month: { ...month, costUsd: null } }
}
