import type { ChatTool } from '../chat-format'
import { fittingScore, scoreTool, type ToolWords, wordsOfTool } from './score-tool'

export type PlannedTool = {
  tool: ChatTool
  /** The part of the request that asks for it. */
  text: string
  score: number
}

const mostCalls = 5

/** "Look up order 17 and then write to dana@acme.example" → two tools, each with its part of the request. */
export function planTools(tools: readonly ChatTool[], instructions: string, prompt: string): PlannedTool[] {
  const known = tools.map((tool) => wordsOfTool(tool, instructions))
  const clauses = clausesOf(prompt)
  const fits = clauses.map((clause) => bestTool(known, clause.text))
  const starts = clauses.flatMap((clause, index) => {
    const fit = fits[index]
    return fit === undefined || fit.score < fittingScore ? [] : [{ ...fit, at: clause.at }]
  })
  const parts = starts.map(({ tool, score, at }, index) => {
    const from = index === 0 ? 0 : at
    return { tool, score, text: prompt.slice(from, starts[index + 1]?.at ?? prompt.length) }
  })
  const whole = bestTool(known, prompt)
  if (parts.length > 0) return parts.slice(0, mostCalls)
  return whole !== undefined && whole.score >= fittingScore ? [{ ...whole, text: prompt }] : []
}

/** The tool that fits best, however badly: where a call is required. */
export function bestTool(known: readonly ToolWords[], text: string): { tool: ChatTool; score: number } | undefined {
  const scored = known.map((words) => ({ tool: words.tool, score: scoreTool(words, text) }))
  return scored.reduce<(typeof scored)[number] | undefined>(
    (best, one) => (best !== undefined && best.score >= one.score ? best : one),
    undefined,
  )
}

function clausesOf(prompt: string): { text: string; at: number }[] {
  const breaks = [...prompt.matchAll(/[.!?;]\s+|\n+|,?\s+(?:and then|then|and also|and)\s+/gi)]
  const starts = [0, ...breaks.map((found) => found.index + found[0].length)].slice(0, 40)
  return starts.map((at, index) => ({ at, text: prompt.slice(at, starts[index + 1] ?? prompt.length) }))
}
