'use client'

import { useState } from 'react'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { readJsonText } from '@/domain/blueprint/json-text'
import { codeClass } from './fields/code-box'
import { useFieldFocus, useSetting } from './use-setting'

/** JSON that stands in for what the block would have given. What is not JSON (yet) stays in the box. */
export function DefaultValue({ main }: { main: string }) {
  const { field, value, problem, set } = useSetting(['default'])
  const ref = useFieldFocus<HTMLTextAreaElement>(field)
  const [typed, setTyped] = useState<string | undefined>()
  const stored = value === undefined ? '' : JSON.stringify(value, null, 2)
  const broken = typed !== undefined && typed.trim() !== '' && readJsonText(typed) === undefined
  return (
    <Field
      label="Go on with this instead"
      hint={`JSON that takes the place of “${main}”, such as "Sorry" or []. Empty: no default.`}
      error={broken ? 'is not JSON: put text into quotes' : problem}
    >
      <Textarea
        ref={ref}
        rows={2}
        value={typed !== undefined && (broken || says(typed, value)) ? typed : stored}
        spellCheck={false}
        onChange={(event) => {
          const text = event.target.value
          setTyped(text)
          const read = readJsonText(text)
          if (text.trim() === '' || read !== undefined) set(read)
        }}
        onBlur={() => !broken && setTyped(undefined)}
        className={cn(codeClass, 'min-h-0')}
      />
    </Field>
  )
}

function says(text: string, value: unknown): boolean {
  return JSON.stringify(readJsonText(text)) === JSON.stringify(value)
}
