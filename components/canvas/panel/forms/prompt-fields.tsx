import { TemplateField } from '../fields/template-field'

/** What every block that asks a model has in common. */
export function PromptFields({ instructionsHint, promptHint }: { instructionsHint: string; promptHint: string }) {
  return (
    <>
      <TemplateField path={['instructions']} label="Instructions" rows={5} hint={instructionsHint} />
      <TemplateField path={['prompt']} label="Prompt" rows={3} hint={promptHint} />
    </>
  )
}
