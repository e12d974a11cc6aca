import type { ComponentType } from 'react'
import { ActionField } from './action-field'
import { ActionInputsField } from './action-inputs-field'
import { BlueprintVersionField } from './blueprint-version-field'
import { ChoiceField } from './choice-field'
import { ChoiceOfField } from './choice-of-field'
import { CodeField } from './code-field'
import { ConditionField } from './condition-field'
import type { ControlName, ControlProps } from './control'
import { CronField } from './cron-field'
import { JsonField } from './json-field'
import { LineField } from './line-field'
import { ListField } from './list-field'
import { ModelField } from './model-field'
import { NameField } from './name-field'
import { NumberField } from './number-field'
import { SkillField } from './skill-field'
import { SwitchField } from './switch-field'
import { TemplateField } from './template-field'
import { TextField } from './text-field'
import { TimeZoneField } from './time-zone-field'
import { ToolsField } from './tools-field'
import { ValueField } from './value-field'

/** Every control of `FieldSpec`: a new one does not compile until it is here. */
const controls: { [Name in ControlName]: ComponentType<ControlProps<Name>> } = {
  line: LineField,
  text: TextField,
  name: NameField,
  template: TemplateField,
  condition: ConditionField,
  value: ValueField,
  number: NumberField,
  switch: SwitchField,
  choice: ChoiceField,
  'choice-of': ChoiceOfField,
  model: ModelField,
  'time-zone': TimeZoneField,
  cron: CronField,
  json: JsonField,
  code: CodeField,
  'blueprint-version': BlueprintVersionField,
  skill: SkillField,
  action: ActionField,
  'action-inputs': ActionInputsField,
  tools: ToolsField,
  list: ListField,
}

export function controlOf(name: ControlName): ComponentType<ControlProps> {
  // The component of a control takes that control's spec; TypeScript cannot follow the pair through the index.
  return controls[name] as ComponentType<ControlProps>
}
