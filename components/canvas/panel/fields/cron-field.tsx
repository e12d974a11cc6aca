'use client'

import { useState } from 'react'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { useFieldFocus, useSetting } from '../use-setting'
import { type ControlProps, lineClass } from './control'
import { cronPresets, nextTimes } from './cron-times'

const own = '(own)'

/** A cron line, presets for the usual ones, and the next times, so that nobody has to read cron. */
export function CronField({ spec, path, at }: ControlProps<'cron'>) {
  const { field, value, problem, set } = useSetting(path)
  const { value: zone } = useSetting([...at, 'timeZone'])
  const ref = useFieldFocus<HTMLInputElement>(field)
  const [opened] = useState(() => new Date())
  const cron = typeof value === 'string' ? value : ''
  const times = nextTimes(cron, typeof zone === 'string' ? zone : 'UTC', opened)
  const preset = cronPresets.find((candidate) => candidate.cron === cron.trim())
  return (
    <div className="flex flex-col gap-2">
      <Field label={spec.label}>
        <Select
          options={[
            ...cronPresets.map((option) => ({ value: option.cron, label: option.label })),
            { value: own, label: 'As the cron line says' },
          ]}
          value={preset?.cron ?? own}
          onValueChange={(next) => next !== own && set(next)}
          className={lineClass}
        />
      </Field>
      <Field
        label="Cron line"
        error={problem}
        hint={spec.hint ?? 'Minute, hour, day of month, month, day of week (1 is Monday).'}
      >
        <Input
          ref={ref}
          value={cron}
          spellCheck={false}
          placeholder="0 9 * * 1-5"
          onChange={(event) => set(event.target.value)}
          className={cn(lineClass, 'font-mono')}
        />
      </Field>
      {times.length > 0 && (
        <div className="rounded-lg bg-surface-sunken px-2.5 py-2 text-xs">
          <p className="mb-1 font-medium">Next times</p>
          <ol className="flex flex-col gap-0.5 text-muted">
            {times.map((time) => (
              <li key={time}>{time}</li>
            ))}
          </ol>
        </div>
      )}
    </div>
  )
}
