import { Field } from '@/components/ui/field'
import { Switch } from '@/components/ui/switch'
import { countOf } from '../block-words'

type RollOutSwitchProps = {
  checked: boolean
  tenantCount: number
  restarts: boolean
  onChange: (checked: boolean) => void
}

/** Says what will happen to whom before it does. */
export function RollOutSwitch({ checked, tenantCount, restarts, onChange }: RollOutSwitchProps) {
  if (tenantCount === 0) {
    return <p className="text-muted text-xs">No tenant uses this blueprint yet, so nothing is rolled out.</p>
  }
  const whom = tenantCount === 1 ? 'to the 1 tenant' : `to all ${tenantCount} tenants`
  const how = restarts
    ? `Their runtimes are replaced, because memory or CPU changed; requests wait meanwhile.`
    : `Their runtimes take it without a restart.`
  const hint = checked ? how : `${countOf(tenantCount, 'tenant')} stay on their version until you roll out.`
  return (
    <div className="flex items-start gap-3 rounded-lg border border-border bg-surface px-3.5 py-3">
      <Field label={`And roll out ${whom} now`} hint={hint} className="flex-1">
        <Switch checked={checked} onCheckedChange={onChange} />
      </Field>
    </div>
  )
}
