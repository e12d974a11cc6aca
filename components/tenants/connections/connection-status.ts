import { CircleCheck, CircleDashed, CircleX, LoaderCircle, Plug } from 'lucide-react'
import type { Outputs } from '@/components/shell/api-types'
import type { Status } from '@/components/ui/status-badge'

export type Connection = Outputs['connection']['list']['connections'][number]

/** A trial takes half a minute at most; what is older gets no answer any more. */
const patienceMs = 45_000

export function isWaiting(connection: Connection, now: number): boolean {
  const { check } = connection
  return check?.state === 'pending' && now - check.askedAt.getTime() < patienceMs
}

/** How a connection stands, and a sentence of what was found when there is one. */
export function connectionStatus(connection: Connection | undefined, now: number): Status & { detail?: string } {
  if (connection === undefined) return { word: 'Not connected', tone: 'neutral', icon: CircleDashed }
  const { check } = connection
  if (check === null) return { word: 'Connected', tone: 'neutral', icon: Plug }
  switch (check.state) {
    case 'ok':
      return { word: 'Connected', tone: 'success', icon: CircleCheck, detail: check.message }
    case 'failed':
      return { word: 'Does not work', tone: 'danger', icon: CircleX, detail: check.message }
    case 'pending':
      if (isWaiting(connection, now)) return { word: 'Being tested', tone: 'info', icon: LoaderCircle, working: true }
      return {
        word: 'Not tested',
        tone: 'warning',
        icon: CircleDashed,
        detail: 'The broker did not answer. Test it again in a moment.',
      }
  }
}
