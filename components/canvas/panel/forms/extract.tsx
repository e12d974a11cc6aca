import { fieldTypes } from '@/domain/blueprint/block-kinds/extract-fields'
import { ChoiceField } from '../fields/choice-field'
import { ListField } from '../fields/list-field'
import { ModelField } from '../fields/model-field'
import { NameField } from '../fields/name-field'
import { SwitchField } from '../fields/switch-field'
import { TextField } from '../fields/text-field'
import { PromptFields } from './prompt-fields'

const typeWords: Record<(typeof fieldTypes)[number], string> = {
  text: 'Text',
  number: 'Number',
  boolean: 'Yes or no',
  date: 'Date',
  email: 'E-mail address',
}

const typeOptions = fieldTypes.map((type) => ({ value: type, label: typeWords[type] }))

export function ExtractForm() {
  return (
    <>
      <ModelField />
      <ListField
        path={['fields']}
        label="Fields"
        one="field"
        hint="What to find in the text. Later blocks read each by its name."
        least={1}
        most={30}
        blank={(count) => ({ name: `field_${count + 1}`, type: 'text', description: '', required: false })}
        renderItem={(index) => <ExtractField index={index} />}
      />
      <PromptFields instructionsHint="How to read the text. May stay empty." promptHint="The text to read." />
    </>
  )
}

function ExtractField({ index }: { index: number }) {
  return (
    <>
      <NameField path={['fields', index, 'name']} label={`Field ${index + 1}`} />
      <ChoiceField path={['fields', index, 'type']} label="Type" options={typeOptions} />
      <TextField
        path={['fields', index, 'description']}
        label="Description"
        placeholder="The customer's phone number"
      />
      <SwitchField path={['fields', index, 'required']} label="Required" />
    </>
  )
}
