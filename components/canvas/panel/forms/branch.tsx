import { ListField } from '../fields/list-field'
import { NameField } from '../fields/name-field'
import { TemplateField } from '../fields/template-field'

export function BranchForm() {
  return (
    <ListField
      path={['conditions']}
      label="Conditions"
      one="condition"
      hint="Tried from top to bottom; the first that is true decides. Otherwise the flow goes on at “Else”."
      least={1}
      most={12}
      blank={(count) => ({ name: `Condition ${count + 1}`, when: '' })}
      renderItem={(index) => (
        <>
          <NameField path={['conditions', index, 'name']} label={`Condition ${index + 1}`} />
          <TemplateField
            path={['conditions', index, 'when']}
            label="When"
            syntax="cel"
            rows={2}
            placeholder={'input.content.contains("refund")'}
          />
        </>
      )}
    />
  )
}
