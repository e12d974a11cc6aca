import { CircleSlash, Equal, RotateCw, Zap } from 'lucide-react'
import type { Outputs } from '@/components/shell/api-types'
import { cn } from '@/components/ui/cn'

export type RolloutPlan = Outputs['rollout']['plan']
type Path = RolloutPlan['tenants'][number]['path']

const paths: { path: Path; title: string; meaning: string; icon: typeof Zap; colour: string }[] = [
  {
    path: 'blocked',
    title: 'Would break',
    meaning: 'left out until this is mended',
    icon: CircleSlash,
    colour: 'text-danger',
  },
  { path: 'hot', title: 'Live', meaning: 'swapped in place, no restart', icon: Zap, colour: 'text-success' },
  {
    path: 'cold',
    title: 'Restart',
    meaning: 'replaced; requests wait a moment',
    icon: RotateCw,
    colour: 'text-warning',
  },
  { path: 'none', title: 'No change', meaning: 'runs exactly this already', icon: Equal, colour: 'text-muted' },
]

/** Who would change, how, and why: shown before anything moves. */
export function PlanSummary({ plan }: { plan: RolloutPlan }) {
  return (
    <div className="flex flex-col gap-3">
      {paths.map(({ path, title, meaning, icon: Icon, colour }) => {
        const tenants = plan.tenants.filter((tenant) => tenant.path === path)
        if (tenants.length === 0) return null
        return (
          <details
            key={path}
            open={path === 'blocked' || tenants.length <= 5}
            className="rounded-lg border border-border"
          >
            <summary className="flex cursor-pointer items-center gap-2.5 rounded-lg px-3 py-2.5">
              <Icon className={cn('size-4 shrink-0', colour)} aria-hidden />
              <span className="font-medium">{title}</span>
              <span className="min-w-0 flex-1 truncate text-muted">{meaning}</span>
              <span className="font-semibold">{tenants.length}</span>
            </summary>
            <ul className="max-h-52 overflow-y-auto border-border border-t px-3 py-1.5">
              {tenants.map((tenant) => (
                <li key={tenant.tenantId} className="flex flex-wrap items-baseline gap-x-2 py-1">
                  <span className="font-medium">{tenant.name}</span>
                  {tenant.fromVersion !== null && (
                    <span className="text-muted text-xs">runs v{tenant.fromVersion}</span>
                  )}
                  <span className="text-muted text-xs">{tenant.why}</span>
                </li>
              ))}
            </ul>
          </details>
        )
      })}
      {plan.tenants.length === 0 && (
        <p className="text-muted">No tenant uses this blueprint yet, so there is nothing to roll out to.</p>
      )}
    </div>
  )
}
