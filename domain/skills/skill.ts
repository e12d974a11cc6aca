/** What a skill needs to act for a tenant. A secret field is sealed when it is entered and never shown again. */
export type ConnectionField = {
  name: string
  label: string
  secret: boolean
  required: boolean
  hint?: string
  placeholder?: string
}

export type SkillInput = {
  name: string
  label: string
  type: 'text' | 'long-text' | 'number' | 'boolean' | 'json'
  required: boolean
  /** For people and for models. */
  description: string
}

export type SkillAction = {
  name: string
  label: string
  /** One sentence, for people and for models that choose among actions. */
  summary: string
  /** `write`: it changes something outside, so it is done once however often it is asked for. */
  effect: 'read' | 'write'
  inputs: readonly SkillInput[]
  /** What the answer holds. */
  values: readonly { path: string; label: string }[]
}

/** Something that a skill hears, as the event `<skill>.<event>`. */
export type SkillEvent = { name: string; label: string; values: readonly { path: string; label: string }[] }

/** An entry of the catalog: shared by all, holds no tenant's data. */
export type Skill = {
  name: string
  label: string
  summary: string
  connection: readonly ConnectionField[]
  actions: readonly SkillAction[]
  events: readonly SkillEvent[]
}

/** The JSON Schema of an action's arguments, for models and for checking. */
export function inputSchema(action: SkillAction): Record<string, unknown> {
  const types = { text: 'string', 'long-text': 'string', number: 'number', boolean: 'boolean' } as const
  const properties = action.inputs.map(({ name, type, description }) => {
    return [name, type === 'json' ? { description } : { type: types[type], description }]
  })
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: action.inputs.filter((input) => input.required).map((input) => input.name),
    additionalProperties: false,
  }
}
