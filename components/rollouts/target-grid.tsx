'use client'

import { Hourglass } from 'lucide-react'
import Link from 'next/link'
import { memo } from 'react'
import { cn } from '@/components/ui/cn'
import { targetDetail, targetDraining, targetLabel } from './target-label'
import type { RolloutTarget } from './target-list'
import { targetStatuses } from './target-status'

const tints: Record<RolloutTarget['state'], string> = {
  pending: 'border-border border-dashed bg-surface text-muted',
  updating: 'border-info/40 bg-info-soft text-info',
  healthy: 'border-success/30 bg-success-soft text-success',
  failed: 'border-danger/50 bg-danger-soft text-danger',
  skipped: 'border-border bg-surface-sunken text-muted',
}

type Density = 'roomy' | 'compact' | 'dots'

const columns: Record<Density, string> = {
  roomy: 'grid-cols-[repeat(auto-fill,minmax(14rem,1fr))] gap-2.5',
  compact: 'grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-1.5',
  dots: 'grid-cols-[repeat(auto-fill,minmax(1.75rem,1fr))] gap-1',
}

/** One cell a tenant. Three fill the screen with words, three hundred still fit on it, thousands become a map. */
export function TargetGrid({ targets, workspace }: { targets: readonly RolloutTarget[]; workspace: string }) {
  const density: Density = targets.length <= 24 ? 'roomy' : targets.length <= 400 ? 'compact' : 'dots'
  return (
    <ul className={cn('grid', columns[density])}>
      {targets.map((target) => (
        <Cell key={target.id} target={target} workspace={workspace} density={density} />
      ))}
    </ul>
  )
}

type CellProps = { target: RolloutTarget; workspace: string; density: Density }

const Cell = memo(function Cell({ target, workspace, density }: CellProps) {
  const { icon: Icon, working } = targetStatuses[target.state]
  const label = targetLabel(target)
  const draining = targetDraining(target)
  return (
    <li className="min-w-0">
      <Link
        href={`/w/${workspace}/tenants/${target.tenant.slug}`}
        prefetch={false}
        aria-label={label}
        title={label}
        className={cn(
          'flex min-w-0 items-center gap-2 rounded-lg border transition-colors duration-500 hover:border-current',
          tints[target.state],
          density === 'roomy' && 'px-3.5 py-3',
          density === 'compact' && 'px-2 py-1.5 text-xs',
          density === 'dots' && 'aspect-square justify-center rounded-md',
        )}
      >
        <Icon
          className={cn('shrink-0', density === 'roomy' ? 'size-5' : 'size-4', working && 'animate-working')}
          aria-hidden
        />
        {density !== 'dots' && (
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium text-text">{target.tenant.name}</span>
            {density === 'roomy' && <span className="block truncate text-xs">{targetDetail(target)}</span>}
            {density === 'roomy' && draining && <span className="block text-muted text-xs">{draining}</span>}
          </span>
        )}
        {density === 'compact' && draining && <Hourglass className="size-3.5 shrink-0" aria-hidden />}
      </Link>
    </li>
  )
}, sameCell)

function sameCell(a: CellProps, b: CellProps): boolean {
  return (
    a.density === b.density &&
    a.workspace === b.workspace &&
    a.target.state === b.target.state &&
    a.target.tenant.slug === b.target.tenant.slug &&
    targetLabel(a.target) === targetLabel(b.target)
  )
}
