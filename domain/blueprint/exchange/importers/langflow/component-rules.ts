import { celText } from '../cel-text'
import { fieldNameFor } from '../importing'
import { at, listOf, textOf } from '../read-json'
import { comparison } from './comparison'
import type { LangflowNode } from './flow'

/** A component on its way into a block. */
export type Place = {
  node: LangflowNode
  /** A field as a template: what flows into it, else what stands in it. */
  text: (field: string) => string
  /** What flows into a field, as CEL; null when nothing does. */
  value: (field: string) => string | null
  /** The components that flow into a field. */
  into: (field: string) => readonly LangflowNode[]
  changed: (why: string, todo: string) => void
  notMapped: (what: string, why: string, todo: string) => void
}

export type ComponentRule = {
  kind: string
  /** What others read, as CEL. */
  value: (id: string) => string
  config: (place: Place) => Record<string, unknown>
  /** Ports of outputs that are not `out`. */
  ports?: (output: string, node: LangflowNode) => string
}

/** Parts of other components here, or done by the product: no blocks. */
export const helpers: Readonly<Record<string, string>> = {
  OpenAIEmbeddings: 'Documents are indexed by the product.',
  EmbeddingModel: 'Documents are indexed by the product.',
  SplitText: 'Documents are cut by the product.',
  RecursiveCharacterTextSplitter: 'Documents are cut by the product.',
  File: 'Each tenant uploads documents on its page.',
  Directory: 'Each tenant uploads documents on its page.',
}

const tools: Readonly<Record<string, { skill: string; action: string }>> = {
  APIRequest: { skill: 'http', action: 'get' },
  URL: { skill: 'http', action: 'get' },
  URLComponent: { skill: 'http', action: 'get' },
}

const rulesByType: Readonly<Record<string, ComponentRule>> = {
  ChatInput: {
    kind: 'chat-message',
    value: () => 'input.content',
    config: () => ({ suggestions: [] }),
  },
  Webhook: { kind: 'webhook', value: () => 'input.payload', config: webhookConfig },
  WebhookComponent: { kind: 'webhook', value: () => 'input.payload', config: webhookConfig },
  ChatOutput: { kind: 'reply', value: (id) => `${id}.text`, config: ({ text }) => ({ text: text('input_value') }) },
  TextOutput: { kind: 'reply', value: (id) => `${id}.text`, config: ({ text }) => ({ text: text('input_value') }) },
  TextInput: { kind: 'template', value: (id) => `${id}.text`, config: ({ text }) => ({ text: text('input_value') }) },
  Prompt: { kind: 'template', value: (id) => `${id}.text`, config: promptConfig },
  'Prompt Template': { kind: 'template', value: (id) => `${id}.text`, config: promptConfig },
  ParseData: { kind: 'template', value: (id) => `${id}.text`, config: ({ text }) => ({ text: text('data') }) },
  ParserComponent: {
    kind: 'template',
    value: (id) => `${id}.text`,
    config: ({ text }) => ({ text: text('input_data') }),
  },
  CombineText: {
    kind: 'template',
    value: (id) => `${id}.text`,
    config: ({ text, node }) => ({ text: [text('text1'), text('text2')].join(node.field('delimiter') || ' ') }),
  },
  Agent: {
    kind: 'agent',
    value: (id) => `${id}.text`,
    config: (place) => ({
      ...modelConfig(place, 'system_prompt'),
      tools: toolsOf(place),
      remember: true,
      maxSteps: stepsOf(place),
      maxTokens: 50_000,
      maxSeconds: 120,
    }),
  },
  StructuredOutput: { kind: 'extract', value: (id) => `${id}.data`, config: extractConfig },
  ConditionalRouter: {
    kind: 'branch',
    value: () => '',
    config: routerConfig,
    ports: (output) => (output === 'false_result' ? 'else' : 'yes'),
  },
  APIRequest: {
    kind: 'send',
    value: (id) => `${id}.output.body`,
    config: (place) => getConfig(place, place.text('url_input') || place.text('urls')),
  },
  URL: { kind: 'send', value: (id) => `${id}.output.body`, config: (place) => getConfig(place, place.text('urls')) },
  URLComponent: {
    kind: 'send',
    value: (id) => `${id}.output.body`,
    config: (place) => getConfig(place, place.text('urls')),
  },
  Memory: memoryRule(),
  MessageHistory: memoryRule(),
}

const searches =
  /^(?:AstraDB|AstraVectorStore\w*|Chroma|FAISS|Pinecone|Qdrant\w*|Weaviate\w*|Milvus|pgvector|PGVector|Redis|MongoDBAtlasVector|KnowledgeRetrieval|KnowledgeBase|LocalDB)$/
const models = /^(?:LanguageModel|LanguageModelComponent|\w+Model)$/

export function ruleFor({ type }: LangflowNode): ComponentRule | undefined {
  if (Object.hasOwn(rulesByType, type)) return rulesByType[type]
  if (searches.test(type)) return { kind: 'search-documents', value: (id) => `${id}.text`, config: searchConfig }
  if (models.test(type)) {
    const config = (place: Place) => ({ ...modelConfig(place, 'system_message'), remember: false })
    return { kind: 'reason', value: (id) => `${id}.text`, config }
  }
  return undefined
}

function modelConfig({ node, text, changed }: Place, system: string) {
  const name = node.field('model_name') || textOf(at(node.raw('model'), 0, 'name')) || node.field('agent_llm')
  if (name !== '')
    changed(
      `It used the model “${name}”; here it uses the model of the workspace.`,
      'Choose another in the block, if the workspace offers it.',
    )
  const prompt = text('input_value')
  return { model: 'default', instructions: text(system), prompt: prompt === '' ? '{{ input.content }}' : prompt }
}

/** `{name}` in a prompt is a field of its own, into which something flows or in which something stands. */
function promptConfig({ node, text, value }: Place) {
  const written = node.field('template')
  const filled = written.replace(/\{\{|\}\}|\{([A-Za-z_]\w*)\}/g, (whole, name: string | undefined) => {
    if (name === undefined) return whole.charAt(0)
    return value(name) === null && node.raw(name) === undefined ? `{${name}}` : text(name)
  })
  return { text: filled }
}

function toolsOf({ into, node, notMapped }: Place) {
  const found = into('tools').flatMap((tool) => {
    const action = Object.hasOwn(tools, tool.type) ? tools[tool.type] : undefined
    if (action !== undefined) return [action]
    notMapped(
      `Tool “${tool.name}” of “${node.name}”`,
      `There is no skill for ${tool.type} here.`,
      'Use the HTTP skill for an API, or a subflow for a flow of your own.',
    )
    return []
  })
  return [...new Map(found.map((tool) => [`${tool.skill} ${tool.action}`, tool])).values()]
}

function stepsOf({ node }: Place): number {
  const steps = Math.trunc(Number(node.field('max_iterations')))
  return steps >= 1 && steps <= 50 ? steps : 8
}

const fieldTypes: Readonly<Record<string, string>> = { str: 'text', int: 'number', float: 'number', bool: 'boolean' }

function extractConfig({ node, text, changed }: Place) {
  const rows = listOf(node.raw('output_schema')).slice(0, 30)
  const fields = rows.map((row) => {
    const name = textOf(at(row, 'name'))
    if (at(row, 'multiple') === true || textOf(at(row, 'multiple')) === 'True') {
      changed(
        `The field “${name}” held a list; here it holds one value.`,
        'Write a JSON Schema in the block for a list.',
      )
    }
    const type = fieldTypes[textOf(at(row, 'type'))] ?? 'text'
    return {
      name: fieldNameFor(name),
      type,
      description: textOf(at(row, 'description')).slice(0, 500),
      required: false,
    }
  })
  const prompt = text('input_value')
  return {
    model: 'default',
    instructions: text('system_prompt'),
    prompt: prompt === '' ? '{{ input.content }}' : prompt,
    fields,
  }
}

function routerConfig({ node, value, text, changed }: Place) {
  const left = value('input_text') ?? celText(text('input_text'))
  const right = value('match_text') ?? celText(node.field('match_text'))
  const operator = node.field('operator') || 'equals'
  const when = comparison(operator, left, right)
  if (when === '')
    changed(`The condition “${operator}” is not known here, and is left empty.`, 'Write it in the block: it is CEL.')
  return { conditions: [{ name: 'Yes', when }] }
}

function getConfig({ changed, node, notMapped }: Place, address: string) {
  const [, origin = '', rest = ''] = /^(https?:\/\/[^/?#{\s]+)?(.*)$/s.exec(address.trim()) ?? []
  changed(
    origin === '' ? 'Its address is not fixed.' : `It called ${origin}.`,
    'Each tenant connects the HTTP skill with the base address and the key; the block holds only the path.',
  )
  const method = node.field('method').toUpperCase()
  if (method !== '' && method !== 'GET')
    notMapped(
      `Method ${method} of “${node.name}”`,
      'The block reads (GET).',
      'Choose the action "Send" in the block and write the body.',
    )
  return { skill: 'http', action: 'get', inputs: { path: `${rest.startsWith('/') ? '' : '/'}${rest}` } }
}

function searchConfig({ text, node, changed }: Place) {
  changed(
    `It searched ${node.type}; here the documents of the tenant are searched.`,
    'Name the collection in the block. Each tenant uploads its documents on its page.',
  )
  const query = text('search_query') || text('search_input') || text('query')
  return { collection: 'documents', query: query === '' ? '{{ input.content }}' : query, limit: 5 }
}

function webhookConfig({ changed }: Place) {
  changed(
    'Its address is another one here: each tenant has its own.',
    'Post {"event": "any.name", "payload": {…}} to /v1/webhook of the tenant.',
  )
  return { event: '*' }
}

function memoryRule(): ComponentRule {
  return {
    kind: 'recall',
    value: (id) => `${id}.text`,
    config({ changed }) {
      changed(
        'The last messages were read here; a model sees them by itself when it is set to remember the session.',
        'Switch on “Remember the session” in the block that answers, and remove this one.',
      )
      return { memory: 'notes', scope: 'session', query: '{{ input.content }}', limit: 5 }
    },
  }
}
