'use client'

import type { FieldSpec } from '@/domain/blueprint/field-spec'
import { useEditor } from '../../editor-context'
import { type Path, pathText, readAt, stepsOf } from '../config-path'
import { useSettingsSource } from '../settings-source'
import { isShown } from './is-shown'
import { controlOf } from './registry'

type SettingFieldsProps = { specs: readonly FieldSpec[]; at?: Path; hideLabels?: boolean }

/** A form made of specs. Only what is shown with the present settings is there. */
export function SettingFields({ specs, at = [], hideLabels = false }: SettingFieldsProps) {
  const source = useSettingsSource()
  const settings = useEditor((state) => readAt(source.read(state), at))
  return specs
    .filter((spec) => isShown(spec, settings))
    .map((spec) => {
      const Control = controlOf(spec.control)
      const path = [...at, ...stepsOf(spec.path)]
      return (
        <Control
          key={pathText(path)}
          spec={spec}
          path={path}
          at={at}
          hideLabel={hideLabels}
          renderFields={renderFields}
        />
      )
    })
}

function renderFields(specs: readonly FieldSpec[], at: Path, hideLabels = false) {
  return <SettingFields specs={specs} at={at} hideLabels={hideLabels} />
}
