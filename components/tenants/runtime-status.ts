import { CircleCheck, CircleDashed, CircleOff, CircleX, LoaderCircle, Moon, RefreshCw, ShieldX } from 'lucide-react'
import type { Status } from '@/components/ui/status-badge'

export type RuntimePhase = 'pending' | 'starting' | 'ready' | 'updating' | 'paused' | 'crashed' | 'refused' | 'removed'

/** What was observed of a tenant's runtime, in words that say what it means to whoever reads them. */
export const runtimeStatuses: Record<RuntimePhase, Status & { meaning: string }> = {
  pending: {
    word: 'Waiting',
    tone: 'neutral',
    icon: CircleDashed,
    meaning: 'It waits to be started.',
  },
  starting: {
    word: 'Starting',
    tone: 'info',
    icon: LoaderCircle,
    working: true,
    meaning: 'The sealed environment is being started and checks its own walls.',
  },
  ready: { word: 'Running', tone: 'success', icon: CircleCheck, meaning: 'It passed its own checks and answers.' },
  updating: {
    word: 'Updating',
    tone: 'info',
    icon: RefreshCw,
    working: true,
    meaning: 'It is moving to another version. Requests wait meanwhile; none is lost.',
  },
  paused: { word: 'Asleep', tone: 'neutral', icon: Moon, meaning: 'It is idle and wakes with the next request.' },
  crashed: {
    word: 'Crashed',
    tone: 'danger',
    icon: CircleX,
    meaning: 'It stopped by itself and is being restarted. Other tenants are not affected.',
  },
  refused: {
    word: 'Refused to start',
    tone: 'danger',
    icon: ShieldX,
    meaning: 'A check failed, so it was not let into service. Nothing is routed to it.',
  },
  removed: { word: 'Removed', tone: 'neutral', icon: CircleOff, meaning: 'It is gone, and its key was destroyed.' },
}
