import {
  type ChatCompletionRequest,
  type Conversation,
  type DemoCompletion,
  type DemoToolCall,
  firstRequest,
  legible,
  readConversation,
} from './chat-format'
import { composeAnswer } from './compose'
import { countPromptTokens, estimateTokens, withinTokens } from './count-tokens'
import { describeParts } from './describe-parts'
import { readDirectives } from './directives'
import { fillSchema } from './fill-schema'
import { readKnowledge } from './knowledge'
import { remember } from './memory'
import { afterOrder, readSummaryOrder } from './summary/read-order'
import { summariseText } from './summary/summarise-text'
import { nextStep } from './tools/next-step'
import { sayResults } from './tools/result-words'
import { doneCalls } from './tools/steps'

/** A text to be summarised is read further than a question. */
const summaryChars = 40_000

/**
 * The built-in model, so that the first five minutes need no key. It understands nothing: it reads the instructions as
 * orders ("answer in French", "sign as Léa") and facts, picks the facts that share words with the question, calls the
 * tools that share words with it, and fills JSON Schemas by patterns. Deterministic: the same request gives the same
 * answer, and another prompt another one.
 */
export function demoCompletion(request: ChatCompletionRequest): DemoCompletion {
  const said = answer(request)
  const prompt_tokens = countPromptTokens(request)
  if (typeof said !== 'string') {
    const completion_tokens = estimateTokens(said.name.length + said.arguments.length)
    return { content: '', toolCalls: [said], finish: 'tool_calls', usage: { prompt_tokens, completion_tokens } }
  }
  const content = withinTokens(said, request)
  return {
    content,
    toolCalls: [],
    finish: content.length < said.length ? 'length' : 'stop',
    usage: { prompt_tokens, completion_tokens: estimateTokens(content.length) },
  }
}

function answer(request: ChatCompletionRequest): string | DemoToolCall {
  const conversation = readConversation(request.messages)
  const format = request.response_format
  const done = doneCalls(request.messages)
  const step = nextStep(request, conversation, done)
  if (step !== null && 'call' in step) return step.call
  if (format?.type === 'json_schema') return JSON.stringify(fillFormat(request, conversation))
  const summary = summaryOf(conversation)
  if (summary !== null) return summary
  const asked = request.messages.findLast(({ role }) => role === 'user')
  const text = composeAnswer({
    conversation,
    directives: readDirectives(conversation.instructions, conversation.prompt),
    knowledge: readKnowledge(conversation.instructions),
    memory: remember([...conversation.earlier, conversation.prompt]),
    given: [
      ...describeParts(asked?.content, conversation.prompt),
      ...sayResults(done, conversation.prompt),
      ...(step === null ? [] : [step.say]),
    ],
  })
  return format?.type === 'json_object' ? JSON.stringify({ answer: text }) : text
}

function fillFormat({ messages, response_format }: ChatCompletionRequest, { instructions }: Conversation): unknown {
  const schema = response_format?.json_schema?.schema
  return schema === undefined ? {} : fillSchema(schema, { instructions, text: firstRequest(messages) })
}

/** An order to summarise stands in the instructions, or in front of the text itself. */
function summaryOf({ instructions, data }: Conversation): string | null {
  const told = readSummaryOrder(instructions)
  if (told !== null) return summariseText(legible(data, summaryChars), told)
  const asked = readSummaryOrder(data.slice(0, 500))
  const text = asked === null ? '' : afterOrder(data)
  return asked === null || text === '' ? null : summariseText(legible(text, summaryChars), { ...asked, focus: '' })
}
