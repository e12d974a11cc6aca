import { TemplateField } from '../fields/template-field'

export function ReplyForm() {
  return <TemplateField path={['text']} label="Text" rows={6} hint="Insert an answer of an earlier block, or write." />
}
