import { ListField } from '../fields/list-field'
import { TextField } from '../fields/text-field'

export function ChatMessageForm() {
  return (
    <>
      <TextField path={['greeting']} label="Greeting" hint="Shown before the first message." />
      <ListField
        path={['suggestions']}
        label="Suggestions"
        one="suggestion"
        hint="Buttons that send their text."
        most={6}
        blank={() => ''}
        renderItem={(index) => <TextField path={['suggestions', index]} label={`Suggestion ${index + 1}`} hideLabel />}
      />
    </>
  )
}
