import { Ban, CircleCheck, CircleX, Clock, Hourglass } from 'lucide-react'
import type { Outputs } from '@/components/shell/api-types'
import type { Status } from '@/components/ui/status-badge'

export type Approval = Outputs['approval']['list'][number]

export const approvalStatuses: Record<Approval['state'], Status> = {
  open: { word: 'Waits for a decision', tone: 'warning', icon: Hourglass },
  approved: { word: 'Approved', tone: 'success', icon: CircleCheck },
  denied: { word: 'Denied', tone: 'danger', icon: CircleX },
  expired: { word: 'No answer in time', tone: 'neutral', icon: Clock },
  withdrawn: { word: 'No longer asked', tone: 'outline', icon: Ban },
}

/** What is known of a decision's way to the agent: never more than was seen. */
export const deliveryWords: Record<NonNullable<Approval['delivery']>, string> = {
  waiting: 'Waiting for the runtime: it takes the decision when it is up.',
  taken: 'Delivered to the agent.',
  missed: 'The agent had gone on before the decision reached it.',
}

/** "Ada or Otto", "a or b or 3 others", "anybody of your team". */
export function peopleWords(people: readonly string[]): string {
  if (people.length === 0) return 'anybody of your team'
  if (people.length <= 3) return people.join(' or ')
  return `${people.slice(0, 2).join(' or ')} or ${people.length - 2} others`
}

/** Whether a person can still do something about it, by the clock in front of them. */
export function isDecidable({ state, mayDecide, deadlineAt }: Approval, now: number | null): boolean {
  return state === 'open' && mayDecide && (now === null || deadlineAt.getTime() > now)
}
