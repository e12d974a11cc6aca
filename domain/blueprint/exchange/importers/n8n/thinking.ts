import { fieldNameFor } from '../importing'
import { at, listOf, objectOf, textOf } from '../read-json'
import { below, type Item } from './expressions'
import type { Place, Rules } from './rule'
import { type N8nNode, shortType } from './workflow'

/** Fields have the names here that expressions can read. */
const extracted = (id: string, [field, ...rest]: readonly string[]) =>
  below(`${id}.data`)(field === undefined ? [] : [fieldNameFor(field), ...rest])

/** Agents answer in `output`, chains in `text`, retrieval in `response`, models of OpenAI in `message.content`. */
const answerItem =
  (id: string): Item =>
  (path) => {
    const field = path.join('.')
    const isAnswer =
      /^(?:output|text|response|content|message\.content|output\.output_text|0\.message\.content)?$/.test(field)
    return isAnswer ? `${id}.text` : null
  }

/** Tools that are actions of skills here. */
const tools: Readonly<Record<string, { skill: string; action: string }>> = {
  toolHttpRequest: { skill: 'http', action: 'get' },
  httpRequestTool: { skill: 'http', action: 'get' },
  gmailTool: { skill: 'email', action: 'send' },
  emailSendTool: { skill: 'email', action: 'send' },
  microsoftOutlookTool: { skill: 'email', action: 'send' },
  slackTool: { skill: 'slack', action: 'post_message' },
}

export const thinkingRules: Rules = {
  agent: {
    kind: 'agent',
    item: answerItem,
    config: (place) => ({
      ...promptOf(place),
      tools: toolsOf(place),
      maxSteps: stepsOf(place),
      maxTokens: 50_000,
      maxSeconds: 120,
    }),
  },
  chainLlm: { kind: 'reason', item: answerItem, config: promptOf },
  chainRetrievalQa: {
    kind: 'reason',
    item: answerItem,
    config(place) {
      place.notMapped(
        `Documents of “${place.node.name}”`,
        'It answered from a vector store, which is not part of the workflow.',
        'Put a "Search documents" block before it, read its text in the instructions, and let the tenant upload the documents.',
      )
      return promptOf(place)
    },
  },
  openAi: { kind: 'reason', item: answerItem, config: messagesOf },
  anthropic: { kind: 'reason', item: answerItem, config: messagesOf },
  googleGemini: { kind: 'reason', item: answerItem, config: messagesOf },
  chainSummarization: {
    kind: 'summarise',
    item: answerItem,
    config: (place) => ({ model: modelOf(place), text: textIn(place), form: 'sentences', length: 5, focus: '' }),
  },
  informationExtractor: {
    kind: 'extract',
    item: (id) => (path) => extracted(id, path[0] === 'output' ? path.slice(1) : path),
    config: extractOf,
  },
  textClassifier: {
    kind: 'decide',
    item: () => 'through',
    config: classifierOf,
    ports: (node) => branchPorts(categoriesOf(node)),
  },
  sentimentAnalysis: {
    kind: 'decide',
    item: () => 'through',
    config: (place) =>
      decideOf(
        place,
        sentimentsOf(place.node).map((name) => ({ name, description: `The text sounds ${name.toLowerCase()}.` })),
      ),
    ports: (node) => branchPorts(sentimentsOf(node).map((name) => ({ name, description: '' }))),
  },
}

/** The text of the message that came in, unless the node says another. */
function textIn({ node, template, scope }: Place): string {
  const { parameters } = node
  const own = parameters.text ?? parameters.inputText ?? parameters.prompt ?? parameters.query
  const text = typeof own === 'string' ? template(own) : ''
  if (text.trim() !== '') return text
  const input = scope.incoming(['chatInput']) ?? scope.incoming([])
  return input === null ? '{{ input.content }}' : `{{ ${input} }}`
}

function promptOf(place: Place) {
  const { node, template } = place
  const system =
    at(node.parameters, 'options', 'systemMessage') ??
    at(node.parameters, 'messages', 'messageValues', 0, 'message') ??
    at(node.parameters, 'systemMessage')
  return {
    model: modelOf(place),
    instructions: system === undefined ? '' : template(system),
    prompt: textIn(place),
    remember: place.attached('ai_memory').length > 0,
  }
}

function messagesOf(place: Place) {
  const { node, template } = place
  const messages = [
    ...listOf(at(node.parameters, 'messages', 'values')),
    ...listOf(at(node.parameters, 'responses', 'values')),
  ]
  const said = (roles: RegExp) =>
    messages
      .filter((message) => roles.test(textOf(at(message, 'role')) || 'user'))
      .map((message) => template(at(message, 'content')))
      .join('\n\n')
  const prompt = said(/^(?:user|assistant)$/)
  const instructions = said(/^system$/)
  return { model: modelOf(place), instructions, prompt: prompt === '' ? textIn(place) : prompt, remember: false }
}

function modelOf({ node, attached, changed }: Place): string {
  const child = attached('ai_languageModel')[0]
  const given =
    child?.parameters.model ?? child?.parameters.modelName ?? node.parameters.modelId ?? node.parameters.model
  const name = textOf(at(given, 'value')) || textOf(given)
  const shown = name === '' ? (child?.name ?? '') : name
  if (shown !== '')
    changed(
      `It used the model “${shown}”; here it uses the model of the workspace.`,
      'Choose another in the block, if the workspace offers it.',
    )
  return 'default'
}

function toolsOf({ attached, node, notMapped }: Place) {
  const found = attached('ai_tool').flatMap((tool) => {
    const type = shortType(tool)
    const action = Object.hasOwn(tools, type) ? tools[type] : undefined
    if (action !== undefined) return [action]
    notMapped(
      `Tool “${tool.name}” of “${node.name}”`,
      `There is no skill for ${type} here.`,
      'Use the HTTP skill for an API, or a subflow for another workflow.',
    )
    return []
  })
  return [...new Map(found.map((tool) => [`${tool.skill} ${tool.action}`, tool])).values()]
}

function stepsOf({ node }: Place): number {
  const steps = Math.trunc(Number(textOf(at(node.parameters, 'options', 'maxIterations'))))
  return steps >= 1 && steps <= 50 ? steps : 8
}

const fieldTypes: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
}

function extractOf(place: Place) {
  const { node, template } = place
  const attributes = listOf(at(node.parameters, 'attributes', 'attributes')).slice(0, 30)
  const fields = attributes.map((attribute) => {
    return {
      name: fieldNameFor(textOf(at(attribute, 'name'))),
      type: fieldTypes[textOf(at(attribute, 'type'))] ?? 'text',
      description: textOf(at(attribute, 'description')).slice(0, 500),
      required: at(attribute, 'required') === true,
    }
  })
  const written = node.parameters.inputSchema ?? node.parameters.jsonSchemaExample
  const schema = node.parameters.inputSchema === undefined ? '' : textOf(written)
  const system = at(node.parameters, 'options', 'systemPromptTemplate')
  return {
    model: modelOf(place),
    instructions: system === undefined ? '' : template(system),
    prompt: textIn(place),
    fields,
    ...(schema === '' ? {} : { schema }),
  }
}

type Branch = { name: string; description: string }

function categoriesOf({ parameters }: N8nNode): Branch[] {
  return listOf(at(parameters, 'categories', 'categories')).map((category, index) => ({
    name: textOf(at(category, 'category')).trim().slice(0, 40) || `Category ${index + 1}`,
    description: textOf(at(category, 'description')).slice(0, 500),
  }))
}

function classifierOf(place: Place) {
  const hasOther = textOf(objectOf(place.node.parameters.options).fallback) === 'other'
  return decideOf(place, [
    ...categoriesOf(place.node),
    ...(hasOther ? [{ name: 'Other', description: 'Anything else.' }] : []),
  ])
}

function decideOf(place: Place, branches: readonly Branch[]) {
  if (branches.length > 12)
    place.changed(`It had ${branches.length} categories; 12 are the most here.`, 'Split it into two decide blocks.')
  const kept = branches.slice(0, 12)
  return {
    model: modelOf(place),
    instructions: '',
    prompt: textIn(place),
    branches: kept,
    fallback: kept.at(-1)?.name ?? '',
  }
}

function sentimentsOf({ parameters }: N8nNode): string[] {
  const own = textOf(at(parameters, 'options', 'categories'))
    .split(',')
    .map((name) => name.trim().slice(0, 40))
    .filter(Boolean)
  return own.length >= 2 ? own : ['Positive', 'Neutral', 'Negative']
}

const branchPorts = (branches: readonly Branch[]) => branches.map(({ name }) => name)
