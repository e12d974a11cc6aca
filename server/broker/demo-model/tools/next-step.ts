import type { ChatCompletionRequest, ChatTool, Conversation, DemoToolCall } from '../chat-format'
import { hashText } from '../hash-text'
import { sortedJson } from '../schema/json-schema'
import { fillArguments } from './fill-arguments'
import { bestTool, type PlannedTool, planTools } from './plan-tools'
import { resultFacts, resultWords } from './result-words'
import { wordsOfTool } from './score-tool'
import type { DoneCall } from './steps'

const promptChars = 4_000

/** What an agent does now: call a tool, say what it still needs, or answer. */
export type NextStep = { call: DemoToolCall } | { say: string } | null

/**
 * Each part of a request is worked on once, so that every conversation ends after as many calls as it has parts. A part that
 * lacks something does not keep the others waiting.
 */
export function nextStep(
  request: ChatCompletionRequest,
  conversation: Conversation,
  done: readonly DoneCall[],
): NextStep {
  const { instructions } = conversation
  const prompt = conversation.data.slice(0, promptChars)
  const tools = request.tools ?? []
  if (tools.length === 0 || request.tool_choice === 'none') return null
  const isForced = request.tool_choice === 'required' || typeof request.tool_choice === 'object'
  if (isForced && done.length > 0) return null
  const plan = isForced ? forcedPlan(request, tools, instructions, prompt) : planTools(tools, instructions, prompt)
  const open = plan.filter((one, at) => timesDone(one.tool, done) < timesPlanned(one.tool, plan.slice(0, at + 1)))
  let lacking: NextStep = null
  for (const part of open) {
    const { tool, text } = part
    const earlier = plan.slice(0, plan.indexOf(part)).map((one) => one.tool.function.name)
    const results = done.filter((call) => earlier.includes(call.name))
    const texts = [text, prompt, conversation.earlier.join('\n'), results.flatMap(resultFacts).join('\n')]
    const found = results.flatMap((call) => resultWords(call, prompt)).join(', ')
    const { value, missing } = fillArguments(tool, instructions, texts, found)
    const isComplete = missing.length === 0 || isForced
    const call = isComplete ? once(tool, value, done, request.messages.length) : null
    if (call !== null) return { call }
    if (!isComplete) lacking ??= askFor(tool, missing, prompt)
  }
  return lacking
}

function forcedPlan(
  { tool_choice }: ChatCompletionRequest,
  tools: readonly ChatTool[],
  instructions: string,
  prompt: string,
): PlannedTool[] {
  const named = typeof tool_choice === 'object' ? tool_choice.function.name : null
  const eligible = named === null ? tools : tools.filter((tool) => tool.function.name === named)
  const best = bestTool(
    eligible.map((tool) => wordsOfTool(tool, instructions)),
    prompt,
  )
  return best === undefined ? [] : [{ ...best, text: prompt }]
}

const timesDone = (tool: ChatTool, done: readonly DoneCall[]) =>
  done.filter((call) => call.name === tool.function.name).length

const timesPlanned = (tool: ChatTool, plan: readonly PlannedTool[]) =>
  plan.filter((planned) => planned.tool.function.name === tool.function.name).length

function once(tool: ChatTool, value: unknown, done: readonly DoneCall[], nth: number): DemoToolCall | null {
  const { name } = tool.function
  const json = sortedJson(value)
  if (done.some((call) => call.name === name && call.arguments === json)) return null
  const id = `call_${hashText(`${nth} ${name} ${json}`).toString(16).padStart(8, '0')}`
  return { id, name, arguments: JSON.stringify(value) }
}

/** A question that only happens to share a word with a tool is answered; an order that lacks something is asked about. */
function askFor(tool: ChatTool, missing: readonly string[], prompt: string): NextStep {
  const isOrder = /\b(?:can|could|would|will) you\b|\bplease\b/i.test(prompt)
  if (/\?\s*$/.test(prompt) && !isOrder) return null
  const needs = [...new Set(missing.map((path) => path.replaceAll('_', ' ')))].slice(0, 8).join(', ')
  return { say: `To use “${tool.function.name}” I need to know more: ${needs}.` }
}
