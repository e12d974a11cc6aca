'use client'

import { useQuery } from '@tanstack/react-query'
import { errorSentence } from '@/components/shell/api-error'
import { useTRPC } from '@/components/trpc/client'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { useEditorHandle } from '../../editor-context'
import { useFieldFocus, useSetting } from '../use-setting'
import { type ControlProps, lineClass } from './control'
import { readTarget } from './target'

/** A published version of another blueprint. A later one is offered, never taken by itself. */
export function BlueprintVersionField({ spec, path }: ControlProps<'blueprint-version'>) {
  const { field, value, problem, set } = useSetting(path)
  const ref = useFieldFocus<HTMLButtonElement>(field)
  const { workspace, blueprintId } = useEditorHandle()
  const trpc = useTRPC()
  const list = useQuery(trpc.blueprint.list.queryOptions({ workspace }))
  const target = readTarget(value)
  const others = (list.data ?? []).filter(({ id, latestVersion }) => id !== blueprintId && latestVersion !== null)
  const chosen = others.find(({ id }) => id === target?.blueprint)
  const options = others.map(({ id, name }) => ({ value: id, label: name }))
  const isGone = target !== null && list.data !== undefined && chosen === undefined
  return (
    <div className="flex flex-col gap-3">
      <Field
        label={spec.label}
        hint={list.data?.length === 0 || others.length > 0 ? spec.hint : 'Publish another blueprint first.'}
        error={list.isError ? errorSentence(list.error) : problem}
      >
        <Select
          ref={ref}
          options={
            isGone ? [...options, { value: target.blueprint, label: 'A blueprint that is no longer here' }] : options
          }
          value={list.data === undefined ? null : (target?.blueprint ?? null)}
          onValueChange={(blueprint) => {
            const latest = others.find(({ id }) => id === blueprint)?.latestVersion
            if (latest != null) set({ blueprint, version: latest })
          }}
          placeholder={list.isPending ? 'Loading…' : 'Choose a blueprint…'}
          className={lineClass}
        />
      </Field>
      {target && chosen && (
        <VersionSelect
          target={target}
          latest={chosen.latestVersion ?? target.version}
          onChoose={(version) => set({ ...target, version })}
        />
      )}
    </div>
  )
}

type VersionSelectProps = {
  target: { blueprint: string; version: number }
  latest: number
  onChoose: (version: number) => void
}

function VersionSelect({ target, latest, onChoose }: VersionSelectProps) {
  const { workspace } = useEditorHandle()
  const trpc = useTRPC()
  const versions = useQuery(trpc.version.list.queryOptions({ workspace, blueprintId: target.blueprint }))
  const known = versions.data ?? [{ number: target.version, message: '' }]
  return (
    <Field
      label="Version"
      error={versions.isError ? errorSentence(versions.error) : undefined}
      hint={latest > target.version ? `v${latest} is newer.` : 'The latest.'}
      aside={
        latest > target.version && (
          <Button variant="link" size="sm" onClick={() => onChoose(latest)}>
            Update to v{latest}
          </Button>
        )
      }
    >
      <Select
        options={known.map(({ number, message }) => ({ value: String(number), label: `v${number}`, hint: message }))}
        value={String(target.version)}
        onValueChange={(number) => onChoose(Number(number))}
        className={lineClass}
      />
    </Field>
  )
}
