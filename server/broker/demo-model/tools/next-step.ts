import type { ChatCompletionRequest, ChatTool, Conversation, DemoToolCall } from '../chat-format'
import { hashText } from '../hash-text'
import { sortedJson } from '../schema/json-schema'
import { fillArguments } from './fill-arguments'
import { bestTool, type PlannedTool, planTools } from './plan-tools'
import { resultFacts } from './result-words'
import { wordsOfTool } from './score-tool'
import type { DoneCall } from './steps'

const promptChars = 4_000

/** What an agent does now: call a tool, say what it still needs, or answer. */
export type NextStep = { call: DemoToolCall } | { say: string } | null

/** Each part of a request is worked on once, so that every conversation ends after as many calls as it has parts. */
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
  const plan =
    isForced && done.length === 0
      ? forcedPlan(request, tools, instructions, prompt)
      : planTools(tools, instructions, prompt)
  if (isForced && done.length > 0) return null
  const planned = plan.find(
    (one, index) => timesDone(one.tool, done) < timesPlanned(one.tool, plan.slice(0, index + 1)),
  )
  if (planned === undefined) return null
  const texts = [planned.text, prompt, conversation.earlier.join('\n'), done.flatMap(resultFacts).join('\n')]
  const { value, missing } = fillArguments(planned.tool, instructions, texts)
  if (missing.length > 0 && !isForced) return askFor(planned, missing, prompt)
  return once(planned.tool, value, done, request.messages.length)
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

function once(tool: ChatTool, value: unknown, done: readonly DoneCall[], nth: number): NextStep {
  const { name } = tool.function
  const json = sortedJson(value)
  if (done.some((call) => call.name === name && call.arguments === json)) return null
  const id = `call_${hashText(`${nth} ${name} ${json}`).toString(16).padStart(8, '0')}`
  return { call: { id, name, arguments: JSON.stringify(value) } }
}

/** A question that only happens to share a word with a tool is answered; an order that lacks something is asked about. */
function askFor({ tool }: PlannedTool, missing: readonly string[], prompt: string): NextStep {
  if (/\?\s*$/.test(prompt)) return null
  const needs = [...new Set(missing.map((path) => path.replaceAll('_', ' ')))].slice(0, 8).join(', ')
  return { say: `To use “${tool.function.name}” I need to know more: ${needs}.` }
}
