import { Undo2 } from 'lucide-react'
import type { DescribedChange } from '../group-changes'

type RolloutNoteProps = {
  changes: readonly Pick<DescribedChange, 'change'>[]
  /** The version before, in words: "v3". Null: what is compared with is none. */
  from: string | null
}

/**
 * What a rollout of these changes does to tenants, and the way back. No change of a drawing is one-way: it alters neither
 * what runtimes have stored nor what tenants have filled in. What agents did meanwhile is another matter, and is said.
 */
export function RolloutNote({ changes, from }: RolloutNoteProps) {
  const restarts = changes.filter(({ change }) => change.rollout === 'restart').length
  const live = changes.length - restarts
  return (
    <section
      aria-label="When it is rolled out"
      className="flex items-start gap-2.5 border-border border-t px-1 pt-4 text-xs"
    >
      <Undo2 className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden />
      <div className="flex flex-col gap-1 text-muted">
        <p>{restarts === 0 ? liveWords(live) : restartWords(restarts)}</p>
        <p>
          None of it is one-way: rolling out {from ?? 'the version before'} again takes all of it back. What agents did
          meanwhile, such as mails that were sent or texts that were remembered, stays done.
        </p>
      </div>
    </section>
  )
}

function liveWords(live: number): string {
  return live === 1
    ? 'When it is rolled out, this goes live without a restart.'
    : `When they are rolled out, all ${live} go live without a restart.`
}

function restartWords(restarts: number): string {
  const which = restarts === 1 ? 'one of these changes' : `${restarts} of these changes`
  return `When they are rolled out, runtimes are replaced, because of ${which}; requests wait meanwhile.`
}
