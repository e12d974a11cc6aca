import { CircleCheck, CircleDashed, CircleMinus, CircleX, LoaderCircle, RefreshCw } from 'lucide-react'
import type { Status } from '@/components/ui/status-badge'

export const targetStates = ['pending', 'updating', 'healthy', 'failed', 'skipped'] as const
export type TargetState = (typeof targetStates)[number]

export const targetStatuses: Record<TargetState, Status> = {
  pending: { word: 'Pending', tone: 'neutral', icon: CircleDashed },
  updating: { word: 'Updating', tone: 'info', icon: RefreshCw, working: true },
  healthy: { word: 'Healthy', tone: 'success', icon: CircleCheck },
  failed: { word: 'Failed', tone: 'danger', icon: CircleX },
  skipped: { word: 'Skipped', tone: 'outline', icon: CircleMinus },
}

export const rolloutStatuses: Record<'running' | 'succeeded' | 'failed', Status> = {
  running: { word: 'Running', tone: 'info', icon: LoaderCircle, working: true },
  succeeded: { word: 'Succeeded', tone: 'success', icon: CircleCheck },
  failed: { word: 'Finished with failures', tone: 'danger', icon: CircleX },
}

export type UpdatePath = 'hot' | 'cold' | 'none'

export const pathWords: Record<UpdatePath, { word: string; meaning: string }> = {
  hot: { word: 'live', meaning: 'Swapped in place, without a restart. Open conversations go on.' },
  cold: { word: 'restart', meaning: 'The environment is replaced. Requests wait for a moment; none is refused.' },
  none: { word: 'no change', meaning: 'It runs exactly this already.' },
}
