import { drainingWords } from '@/components/rollouts/draining'
import { Deadline } from '@/components/ui/deadline'
import { RelativeTime } from '@/components/ui/relative-time'
import type { TenantDetail } from './use-tenants'

/** What the runtime has in hand, by its own last word: of one that is not up, only what it will wake for. */
export function InHand({ tenant }: { tenant: TenantDetail }) {
  const { status, phase } = tenant
  if (status === null) return null
  const up = phase === 'ready' || phase === 'updating' || phase === 'paused'
  return (
    <div className="mt-4 flex flex-col gap-1 border-border border-t pt-4 text-sm">
      <p>
        {up ? inHandWords(status) : 'It is not running: nothing is being worked on now.'}{' '}
        {status.wakeAt ? (
          <>
            Next wake-up <Deadline at={status.wakeAt} past="due" />.
          </>
        ) : (
          'Nothing is due at a set time.'
        )}
      </p>
      {status.draining.map((draining) => (
        <p key={draining.version} className="text-muted">
          {drainingWords(draining)}.
        </p>
      ))}
      <p className="text-muted text-xs">
        As its runtime said <RelativeTime at={status.statusAt} />.
      </p>
    </div>
  )
}

function inHandWords({ running, waiting }: { running: number; waiting: number }): string {
  if (running + waiting === 0) return 'Nothing in hand.'
  return `${count(running, 'run')} working, ${count(waiting, 'run')} waiting for an answer, a time or a person.`
}

const count = (number: number, word: string) => `${number.toLocaleString('en-GB')} ${word}${number === 1 ? '' : 's'}`
