import { ModelField } from '../fields/model-field'
import { NumberField } from '../fields/number-field'
import { SwitchField } from '../fields/switch-field'
import { PromptFields } from './prompt-fields'

export function ReasonForm() {
  return (
    <>
      <ModelField />
      <PromptFields
        instructionsHint="Who the agent is, what it knows, how it speaks."
        promptHint="What it answers now."
      />
      <SwitchField path={['remember']} label="Remember the session" hint="The model sees what was said before." />
      <div className="grid grid-cols-2 gap-3">
        <NumberField path={['temperature']} label="Temperature" placeholder="model's own" hint="0 to 2" />
        <NumberField path={['maxOutputTokens']} label="Longest answer" placeholder="no limit" hint="tokens" />
      </div>
    </>
  )
}
