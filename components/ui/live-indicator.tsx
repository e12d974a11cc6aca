import { Radio, WifiOff } from 'lucide-react'

/** Whether what is shown follows what happens, or waits for its connection. */
export function LiveIndicator({ status }: { status: 'idle' | 'connecting' | 'pending' | 'error' }) {
  const live = status === 'pending'
  return (
    <span className="inline-flex items-center gap-1.5 text-muted text-xs" role="status">
      {live ? <Radio className="size-3.5 text-success" aria-hidden /> : <WifiOff className="size-3.5" aria-hidden />}
      {live ? 'Live' : status === 'error' ? 'Not live: reload the page' : 'Connecting…'}
    </span>
  )
}
