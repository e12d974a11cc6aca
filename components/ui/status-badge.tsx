import type { LucideIcon } from 'lucide-react'
import { Badge, type Tone } from './badge'
import { cn } from './cn'

export type Status = { word: string; tone: Tone; icon: LucideIcon; working?: boolean }

/** Shape, colour and word together: colour alone says nothing to many people. */
export function StatusBadge({ status, className }: { status: Status; className?: string }) {
  const Icon = status.icon
  return (
    <Badge tone={status.tone} className={className}>
      <Icon className={cn(status.working && 'animate-working')} aria-hidden />
      {status.word}
    </Badge>
  )
}
