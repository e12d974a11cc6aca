/** One setting of a block, as the panel shows it. `path` is the place in the config: `branches`, `retry.count`. */
export type FieldSpec = {
  path: string
  label: string
  /** A sentence below the control. */
  hint?: string
  placeholder?: string
  /** Shown only while another setting has one of these values. */
  when?: { path: string; is: readonly (string | boolean)[] }
} & FieldControl

export type FieldControl =
  /** One line of plain text. */
  | { control: 'line' }
  /** Several lines of plain text. */
  | { control: 'text'; rows?: number }
  /** A name that becomes a port or a field. */
  | { control: 'name' }
  /** Text with `{{ path }}`. */
  | { control: 'template'; rows?: number }
  /** CEL: true or false. */
  | { control: 'condition' }
  /** CEL of any type. */
  | { control: 'value' }
  /** `optional`: it may be left empty, and is then absent. */
  | { control: 'number'; unit?: string; optional?: boolean }
  | { control: 'switch' }
  | { control: 'choice'; options: readonly { value: string; label: string }[] }
  /** One of the entries of another list of this block, by name. */
  | { control: 'choice-of'; list: string; name: string }
  | { control: 'model' }
  | { control: 'time-zone' }
  | { control: 'cron' }
  /** JSON text: a schema or a value. */
  | { control: 'json'; rows?: number }
  | { control: 'code'; rows?: number }
  /** A published version of another blueprint: an object `{ blueprint, version }`. */
  | { control: 'blueprint-version' }
  /** A skill's name. */
  | { control: 'skill' }
  /** An action of the skill that stands at `skill`. */
  | { control: 'action'; skill: string }
  /** One template for each input of the action at `skill` and `action`: an object of texts. */
  | { control: 'action-inputs'; skill: string; action: string }
  /** Skill actions that an agent may call: a list of `{ skill, action }`. */
  | { control: 'tools' }
  /** Entries that can be added, removed and put in another order. `one` names an entry. */
  | {
      control: 'list'
      one: string
      least?: number
      most: number
      /** An entry that is added; texts may hold `{n}` for its number. Absent for a list of texts. */
      blank?: Readonly<Record<string, unknown>>
      /** Paths below the entry; empty for a list of plain texts. */
      items: readonly FieldSpec[]
    }
