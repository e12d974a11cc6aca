import type { BlueprintDocument } from '@/domain/blueprint/document'
import type { Trace, TraceStep } from './preview-address'

/** How a block of the canvas has fared in a run. */
export type BlockRun = {
  state: TraceStep['state']
  /** In which order blocks began: 1, 2, … */
  order: number
  /** Each time that it ran; more than one in a loop. */
  steps: readonly TraceStep[]
}

/** What is worth saying of several times. */
const urgency: Record<TraceStep['state'], number> = { running: 3, waiting: 2, failed: 1, ended: 0 }

export function blockRuns(document: Pick<BlueprintDocument, 'blocks'>, trace: Trace): ReadonlyMap<string, BlockRun> {
  const runs = new Map<string, BlockRun>()
  for (const step of trace.steps) {
    const block = blockAt(document, step.step)
    if (block === null) continue
    const known = runs.get(block)
    const isWorse = known === undefined || urgency[step.state] > urgency[known.state]
    runs.set(block, {
      state: isWorse ? step.state : known.state,
      order: known?.order ?? runs.size + 1,
      steps: [...(known?.steps ?? []), step],
    })
  }
  return runs
}

/** `each[3]/answer` is the block `answer`; what runs inside a subflow counts as the block that calls it. */
function blockAt({ blocks }: Pick<BlueprintDocument, 'blocks'>, place: string): string | null {
  const parts = place.split('/').map((part) => part.replace(/\[\d+\]$/, ''))
  const caller = parts.find((part) => blocks[part]?.kind === 'subflow')
  const block = caller ?? parts.at(-1) ?? ''
  return blocks[block] === undefined ? null : block
}

export function durationWords({ startedAt, endedAt }: TraceStep): string | null {
  if (endedAt === null) return null
  const ms = Math.max(0, Date.parse(endedAt) - Date.parse(startedAt))
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`
}

export function tokenWords({ inputTokens, outputTokens }: TraceStep): string | null {
  const tokens = inputTokens + outputTokens
  return tokens === 0 ? null : `${tokens} ${tokens === 1 ? 'token' : 'tokens'}`
}

export const stateWords: Record<TraceStep['state'], string> = {
  running: 'Running',
  waiting: 'Waiting',
  ended: 'Done',
  failed: 'Failed',
}

/** As people compare them: the first characters after `sha256:`. */
export const shortDigest = (digest: string) => digest.replace(/^sha256:/, '').slice(0, 8)
