import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import type { Starter } from '@/domain/blueprint/starters/starter'
import { GraphPicture } from '../graph-picture'
import { starterIcons } from './starter-icons'

type TemplateCardProps = { starter: Starter; busy: boolean; onUse: () => void; onPreview: () => void }

export function TemplateCard({ starter, busy, onUse, onPreview }: TemplateCardProps) {
  const Icon = starterIcons[starter.icon]
  return (
    <li className="flex flex-col overflow-hidden rounded-xl border border-border bg-surface">
      <div className="h-44 border-border border-b bg-surface-sunken p-3">
        <GraphPicture drawing={starter} label={`How ${starter.name} is built`} />
      </div>
      <div className="flex flex-1 flex-col gap-2 p-4">
        <div className="flex items-center gap-2">
          <Icon className="size-4 shrink-0 text-accent" aria-hidden />
          <h3 className="min-w-0 flex-1 font-semibold text-[0.9375rem]">{starter.name}</h3>
          <Badge tone="outline">{starter.category}</Badge>
        </div>
        <p className="text-pretty text-muted text-sm">{starter.summary}</p>
        <div className="mt-auto flex flex-wrap gap-2 pt-2">
          <Button
            variant="primary"
            size="sm"
            disabled={busy}
            onClick={onUse}
            aria-label={`Use template ${starter.name}`}
          >
            Use template
          </Button>
          <Button size="sm" onClick={onPreview} aria-label={`Preview ${starter.name}`}>
            Preview
          </Button>
        </div>
      </div>
    </li>
  )
}
