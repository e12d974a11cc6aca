import { TextField } from '../fields/text-field'

export function WebhookForm() {
  return (
    <TextField
      path={['event']}
      label="Event"
      placeholder="order.created"
      hint="The name that the other system sends, or * for any event."
    />
  )
}
