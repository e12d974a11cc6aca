import { RotateCw, Zap } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import type { ChangeEffect } from '@/domain/blueprint/diff'

/** How a change reaches tenants that run the other version. */
export function EffectBadge({ effect }: { effect: ChangeEffect }) {
  if (effect === 'restart') {
    return (
      <Badge tone="warning">
        <RotateCw aria-hidden />
        restart
      </Badge>
    )
  }
  return (
    <Badge tone="outline">
      <Zap aria-hidden />
      live
    </Badge>
  )
}
