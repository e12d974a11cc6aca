import { fieldNameFor, type Importing } from '../importing'
import { type Call, closeOf, type Definitions, partsOf, type SchemaField, textNamed } from './definitions'
import type { Token } from './tokens'

/** What an agent of the code becomes here. */
export type AgentBlock = {
  kind: 'decide' | 'extract' | 'agent' | 'reason'
  label: string
  /** Of a classifier: the field that the code compares. */
  field: string
  config: Record<string, unknown>
  /** A search of documents stands before it, whose passages its instructions read. */
  searches: boolean
}

export type Reading = {
  definitions: Definitions
  importing: Importing /** What came before, as a template. */
  soFar: string
}

export function agentBlock(agent: Call, reading: Reading): AgentBlock {
  const { definitions, importing, soFar } = reading
  const label = textIn(agent.fields.get('name'), definitions) ?? agent.variable
  const what = `Agent “${label}”`
  noteModel(agent, what, reading)
  const instructions = instructionsOf(agent, what, reading)
  const prompt = soFar === '' ? '{{ input.content }}' : `{{ input.content }}\n\nSo far:\n${soFar}`
  const base = { model: 'default', instructions, prompt }
  const schema = schemaOf(agent, definitions)
  const [only] = schema ?? []
  if (schema?.length === 1 && only !== undefined && only.choices.length >= 2) {
    const branches = only.choices.slice(0, 12).map((choice) => ({ name: choice.slice(0, 40), description: '' }))
    if (only.choices.length > 12)
      importing.changed(
        what,
        `It chose among ${only.choices.length}; 12 are the most here.`,
        'Split it into two decide blocks.',
      )
    const config = { ...base, branches, fallback: branches.at(-1)?.name ?? '' }
    return { kind: 'decide', label, field: only.name, config, searches: false }
  }
  if (schema !== null) {
    return {
      kind: 'extract',
      label,
      field: '',
      config: { ...base, fields: fieldsOf(schema, what, importing) },
      searches: false,
    }
  }
  const { hasTools, searches } = toolsOf(agent, what, reading)
  if (!hasTools) return { kind: 'reason', label, field: '', config: { ...base, remember: true }, searches }
  const config = { ...base, tools: [], remember: true, maxSteps: 8, maxTokens: 50_000, maxSeconds: 120 }
  return { kind: 'agent', label, field: '', config, searches }
}

/** A text, texts that are put together, or the name of one. */
function textIn(tokens: readonly Token[] | undefined, definitions: Definitions): string | null {
  const [first] = tokens ?? []
  if (tokens === undefined || first === undefined) return null
  if (tokens.length === 1 && first.kind === 'word') return textNamed(definitions, first.value, first.at)
  const texts = tokens.filter(({ kind }) => kind === 'text')
  return texts.length === 0 ? null : texts.map(({ value }) => value).join('')
}

function instructionsOf(agent: Call, what: string, { definitions, importing, soFar }: Reading): string {
  const text = textIn(agent.fields.get('instructions'), definitions)
  if (text === null) {
    importing.changed(
      what,
      'Its instructions are made by code that is not read here.',
      'Write the instructions in the block.',
    )
    return ''
  }
  return text.replaceAll('{{', '{ {').replace(/\$\{([^}]*)\}/g, (_whole, inner: string) => {
    const name = inner.trim()
    if (/input_?as_?text/i.test(name)) return '{{ input.content }}'
    if (/output_?text/i.test(name) && soFar !== '') return soFar
    importing.changed(
      what,
      `The value ${name.slice(0, 80)} in its instructions is not known here.`,
      'Write another value in its place.',
    )
    const word = name
      .replace(/[^A-Za-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 60)
    return `{{ not_translated.${/^[A-Za-z]/.test(word) ? word : 'value'} }}`
  })
}

function noteModel(agent: Call, what: string, { definitions, importing }: Reading): void {
  const model = textIn(agent.fields.get('model'), definitions)
  if (model === null) return
  importing.changed(
    what,
    `It used the model “${model.slice(0, 80)}”; here it uses the model of the workspace.`,
    'Choose another in the block, if the workspace offers it.',
  )
}

function schemaOf(agent: Call, { schemas }: Definitions): readonly SchemaField[] | null {
  const [type] = agent.fields.get('outputType') ?? agent.fields.get('output_type') ?? []
  return type === undefined ? null : (schemas.get(type.value) ?? null)
}

function fieldsOf(schema: readonly SchemaField[], what: string, importing: Importing) {
  return schema.slice(0, 30).map(({ name, type, choices }) => {
    if (type === 'other')
      importing.changed(
        what,
        `The field “${name}” is a list or an object; here it is text.`,
        'Write a JSON Schema in the block for it.',
      )
    const description = choices.length === 0 ? '' : `One of: ${choices.join(', ')}`.slice(0, 500)
    return { name: fieldNameFor(name), type: type === 'other' ? 'text' : type, description, required: false }
  })
}

function toolsOf(agent: Call, what: string, { definitions, importing }: Reading) {
  const list = agent.fields.get('tools') ?? []
  const names = partsOf(list, 0, closeOf(list, 0)).flatMap(([first]) => (first?.kind === 'word' ? [first.value] : []))
  if (agent.fields.has('handoffs')) {
    importing.notMapped(
      `Handoffs of ${what}`,
      'An agent here does not hand over to another.',
      'Draw a decide block that leads to the agents.',
    )
  }
  let searches = false
  let others = 0
  for (const name of names) {
    const made = definitions.calls.get(name)?.callee ?? name
    if (/^file_?search/i.test(made)) searches = true
    else {
      others += 1
      importing.notMapped(
        `Tool “${name}” of ${what}`,
        toolReason(made),
        'Give the agent a skill instead, such as the HTTP skill.',
      )
    }
  }
  return { hasTools: others > 0, searches }
}

function toolReason(made: string): string {
  if (/web_?search/i.test(made)) return 'Agents here do not search the web by themselves.'
  if (/code_?interpreter/i.test(made)) return 'A model does not run code here; a code block does.'
  if (/mcp/i.test(made)) return 'MCP servers are not reached from here.'
  return 'It is a function of the program, which is not part of the export.'
}
