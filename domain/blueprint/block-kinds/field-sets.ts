import type { ExpressionField } from '../block-kind'
import type { FieldSpec } from '../field-spec'

/** Settings that every block which asks a model has. */
export const modelSpec: FieldSpec = { path: 'model', label: 'Model', control: 'model' }

export function promptSpecs(instructionsHint: string, promptHint: string): FieldSpec[] {
  return [
    { path: 'instructions', label: 'Instructions', control: 'template', rows: 6, hint: instructionsHint },
    { path: 'prompt', label: 'Prompt', control: 'template', rows: 3, hint: promptHint },
  ]
}

export function promptExpressions({
  instructions,
  prompt,
}: {
  instructions: string
  prompt: string
}): ExpressionField[] {
  return [template('instructions', 'instructions', instructions), template('prompt', 'prompt', prompt)]
}

export function template(path: string, label: string, text: string): ExpressionField {
  return { path, label, syntax: 'template', text }
}
