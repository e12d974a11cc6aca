import { z } from 'zod'
import { findAction } from '../../skills/catalog'
import type { BlockKind } from '../block-kind'
import { inPort, outPort } from '../ports'
import type { Problem } from '../problem'
import { modelSpec, promptExpressions, promptSpecs } from './field-sets'
import { modelField, requiredTemplateField, templateField } from './fields'

const config = z.strictObject({
  model: modelField,
  instructions: templateField,
  prompt: requiredTemplateField,
  /** What the model may call. */
  tools: z.array(z.strictObject({ skill: z.string().max(40), action: z.string().max(40) })).max(30, 'at most 30 tools'),
  remember: z.boolean('must be on or off'),
  files: z.boolean('must be on or off').optional(),
  maxSteps: z.int('must be a whole number').min(1, 'must be 1 or more').max(50, 'must be 50 or less'),
  maxTokens: z
    .int('must be a whole number')
    .min(500, 'must be 500 or more')
    .max(1_000_000, 'must be 1,000,000 or less'),
  maxSeconds: z.int('must be a whole number').min(5, 'must be 5 or more').max(600, 'must be 600 or less'),
})

export type AgentConfig = z.infer<typeof config>

export const agent: BlockKind<AgentConfig> = {
  kind: 'agent',
  group: 'reasoning',
  label: 'Agent',
  summary: 'Lets a model work with skills, step by step, until it has an answer.',
  help:
    'The model sees the tools that you give it and nothing else, calls them as often as it needs, and then answers. ' +
    'Steps, tokens and time are limited; when a limit is reached, the flow goes on at "On error". Rules of the blueprint ' +
    'are checked before each call. Later blocks read {{ <this block>.text }}.',
  config,
  defaults: () => ({
    model: 'default',
    instructions: 'You help the customers of {{ tenant.name }}. Use the tools when they help.',
    prompt: '{{ input.content }}',
    tools: [],
    remember: true,
    maxSteps: 8,
    maxTokens: 50_000,
    maxSeconds: 120,
  }),
  fields: [
    modelSpec,
    ...promptSpecs('Who the agent is and how it should work.', 'What it is to do now.'),
    { path: 'tools', label: 'Tools', control: 'tools', hint: 'Actions that the model may call.' },
    {
      path: 'remember',
      label: 'Remember the session',
      control: 'switch',
      hint: 'The model sees what was said before.',
    },
    {
      path: 'files',
      label: 'See files',
      control: 'switch',
      hint: 'The model gets the files that the message carries.',
    },
    { path: 'maxSteps', label: 'Most steps', control: 'number', hint: 'Each is one answer of the model.' },
    { path: 'maxTokens', label: 'Most tokens', control: 'number', unit: 'tokens' },
    { path: 'maxSeconds', label: 'Most time', control: 'number', unit: 'seconds' },
  ],
  inputs: () => [inPort],
  outputs: () => [outPort],
  failure: { main: 'text', port: 'out' },
  values: () => [
    { path: 'text', label: 'Answer' },
    { path: 'calls', label: 'Calls that were made' },
    { path: 'steps', label: 'Steps taken' },
  ],
  expressions: promptExpressions,
  uses: ({ model, tools }) => [
    { kind: 'model', model },
    ...tools.map(({ skill, action }) => ({ kind: 'skill' as const, skill, action })),
  ],
  lint: ({ blockId, config: { tools } }) => tools.flatMap((tool, index) => toolProblems(blockId, tools, tool, index)),
}

type Tool = AgentConfig['tools'][number]

function toolProblems(block: string, tools: readonly Tool[], { skill, action }: Tool, index: number): Problem[] {
  const at = { block, field: `tools.${index}` }
  if (findAction(skill, action) === undefined) {
    const message = `There is no skill action "${skill} ${action}": remove the tool or choose another.`
    return [{ code: 'unknown-action', severity: 'error', message, at }]
  }
  if (tools.findIndex((tool) => tool.skill === skill && tool.action === action) === index) return []
  return [{ code: 'duplicate-tool', severity: 'error', message: `The tool "${skill} ${action}" is there twice.`, at }]
}
