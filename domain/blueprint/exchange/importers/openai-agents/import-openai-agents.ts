import { BulkheadError } from '../../../../errors'
import type { Incoming } from '../../incoming'
import { Importing } from '../importing'
import { readDefinitions } from './definitions'
import { drawSteps } from './draw-steps'
import { answerAll, type Drawing, type End } from './drawing'
import { readSteps, type Step } from './steps'
import { type Language, type Token, tokensOf } from './tokens'

/** Whether a text is a program that uses OpenAI's agents, and in which language. */
export function agentsLanguage(source: string): Language | null {
  if (/from\s+["']@openai\/agents["']|require\(\s*["']@openai\/agents["']/.test(source)) return 'typescript'
  return /^\s*from\s+agents\s+import\b/m.test(source) ? 'python' : null
}

/** What OpenAI's Agent Builder exports as code, read and never run. */
export function importOpenAiAgents(source: string, language: Language): Incoming {
  const tokens = tokensOf(source, language)
  const definitions = readDefinitions(tokens, language)
  if (definitions.agents.size === 0) {
    throw new BulkheadError(
      'bad-input',
      'No agent is defined in this code. Paste the whole export of Agent Builder, with its agents.',
    )
  }
  const importing = new Importing('openai-agents')
  const start = importing.reserve('chat_message')
  importing.draw(start, 'chat-message', 'Message', { suggestions: [] })
  const drawing: Drawing = { definitions, importing, results: new Map(), used: new Set() }
  const first: End = { block: start, port: 'out', answer: null }
  const read = readSteps(tokens, language)
  const ends = drawSteps(hasRun(read) ? read : fallbackSteps(drawing), { ends: [first], soFar: [] }, drawing)
  answerAll(ends, drawing)
  for (const agent of definitions.agents.values()) {
    if (!drawing.used.has(agent.variable))
      importing.notMapped(
        `Agent “${agent.variable}”`,
        'Nothing in the workflow runs it.',
        'Draw it where it is needed.',
      )
  }
  return importing.finish(nameOf(tokens))
}

const hasRun = (steps: readonly Step[]): boolean =>
  steps.some((step) => step.kind === 'run' || (step.kind === 'if' && step.ways.some((way) => hasRun(way.steps))))

function fallbackSteps({ definitions, importing }: Drawing): Step[] {
  const [agent] = definitions.agents.keys()
  importing.changed(
    'The order of the agents',
    'The code that runs the agents was not found; the first agent answers.',
    'Draw what runs when.',
  )
  return agent === undefined ? [] : [{ kind: 'run', agent, result: '' }]
}

function nameOf(tokens: readonly Token[]): string {
  const at = tokens.findIndex(
    ({ value }, index) => /^(?:withTrace|trace)$/.test(value) && tokens[index + 2]?.kind === 'text',
  )
  return at < 0 ? 'Imported agent' : (tokens[at + 2]?.value ?? '')
}
