import type { SqlDatabase } from '@/server/db/sql-database'
import { type Committed, commitTogether, LeaseLost, type StepResult } from './commit-step'

export type Committer = {
  /** Throws `LeaseLost` when the strand is no longer ours, or what a write threw. */
  keep(result: StepResult): Promise<Committed>
}

type Waiting = { result: StepResult; resolve: (committed: Committed) => void; reject: (error: unknown) => void }

/** More than this would hold its rows for longer than others should wait. */
const mostTogether = 200

/**
 * Steps that end at the same moment are kept together. One transaction a workspace at a time: so its rows are never
 * locked crosswise by two of ours, and whatever ends meanwhile is the next one's.
 */
export function createCommitter(db: SqlDatabase): Committer {
  const lanes = new Map<string, Waiting[]>()

  const run = async (workspaceId: string, waiting: Waiting[]) => {
    while (waiting.length > 0) await keepAll(db, workspaceId, waiting.splice(0, mostTogether))
    lanes.delete(workspaceId)
  }

  return {
    keep: (result) =>
      new Promise((resolve, reject) => {
        const { workspaceId } = result.strand
        const lane = lanes.get(workspaceId)
        if (lane !== undefined) lane.push({ result, resolve, reject })
        else {
          const waiting = [{ result, resolve, reject }]
          lanes.set(workspaceId, waiting)
          setImmediate(() => void run(workspaceId, waiting))
        }
      }),
  }
}

/** A write that fails takes nobody else's step with it: then each is kept, or not, by itself. */
async function keepAll(db: SqlDatabase, workspaceId: string, batch: readonly Waiting[]): Promise<void> {
  try {
    const results = batch.map((one) => one.result)
    const answers = await commitTogether(db, workspaceId, results)
    for (const [index, { resolve, reject }] of batch.entries()) {
      const answer = answers[index]
      if (answer === undefined || answer instanceof LeaseLost) reject(answer)
      else resolve(answer)
    }
  } catch (error) {
    if (batch.length === 1) batch[0]?.reject(error)
    else for (const one of batch) await keepAll(db, workspaceId, [one])
  }
}
