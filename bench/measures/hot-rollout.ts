import { layoutSchema } from '@/domain/blueprint/layout'
import { parseDocument } from '@/domain/blueprint/parse'
import { publishVersion } from '@/server/blueprints/publish-version'
import { saveDraft } from '@/server/blueprints/save-draft'
import { readRollout } from '@/server/rollouts/read-rollout'
import { startRollout } from '@/server/rollouts/start-rollout'
import type { Fleet } from '../fleet'
import { ms, percentile, type Row, times } from '../report'
import { waitFor } from '../wait'

const rounds = 3

/** A new version to all tenants over the control doors, against restarting the same containers through the same engine. */
export async function measureHotRollout(fleet: Fleet): Promise<{ rows: Row[]; detail: unknown }> {
  const rollouts: { wallMs: number; perTenantMs: number[] }[] = []
  for (let round = 1; round <= rounds; round += 1) rollouts.push(await rollOutOnce(fleet, round))
  const best = rollouts.reduce((a, b) => (a.wallMs < b.wallMs ? a : b))
  const restartMs = await restartAll(fleet)
  const all = rollouts.flatMap((rollout) => rollout.perTenantMs)
  const count = best.perTenantMs.length
  return {
    rows: [
      {
        measure: `hot rollout to ${count} tenants, wall (best of ${rounds})`,
        value: ms(best.wallMs),
        baseline: `${ms(restartMs)} restarting them`,
        ratio: `${times(restartMs / best.wallMs)} faster`,
        expected: '≥ 20×',
      },
      {
        measure: 'hot rollout, one tenant, p50 / p95',
        value: `${ms(percentile(all, 0.5))} / ${ms(percentile(all, 0.95))}`,
        baseline: '',
        ratio: '',
        expected: '',
      },
    ],
    detail: { rollouts, restartMs },
  }
}

async function rollOutOnce(fleet: Fleet, round: number): Promise<{ wallMs: number; perTenantMs: number[] }> {
  const version = await publishChange(fleet, round)
  const number = await fleet.asBuilder(async (tx, owner) => {
    const actor = { id: owner.userId, name: owner.name }
    const input = { workspaceId: owner.workspaceId, blueprintId: fleet.blueprintId, versionNumber: version, actor }
    return (await startRollout(tx, { ...input, kind: 'version', concurrency: 32 })).number
  })
  const look = () =>
    fleet.asBuilder(async (tx) => {
      const rollout = await readRollout(tx, { number })
      return rollout.finishedAt === null ? null : rollout
    })
  // The times are those in the database: looking often would only slow down what is measured.
  const done = await waitFor('The rollout', look, 250)
  if (done.state !== 'succeeded') throw new Error(`Rollout #${number} ${done.state}: ${JSON.stringify(done.targets)}`)
  return {
    wallMs: duration(done.createdAt, done.finishedAt),
    perTenantMs: done.targets.map((target) => duration(target.startedAt, target.finishedAt)),
  }
}

function publishChange(fleet: Fleet, round: number): Promise<number> {
  return fleet.asBuilder(async (tx, owner) => {
    const draft = await tx.blueprintDraft.findUniqueOrThrow({ where: { blueprintId: fleet.blueprintId } })
    const document = parseDocument(draft.document)
    const trigger = document.blocks.chat_message
    if (trigger === undefined) throw new Error('The support desk starter has no chat_message block any more.')
    trigger.config.greeting = `Hello, round ${round}!`
    const { revision } = await saveDraft(tx, {
      blueprintId: fleet.blueprintId,
      document,
      layout: layoutSchema.parse(draft.layout),
      revision: draft.revision,
      actorId: owner.userId,
    })
    const author = { id: owner.userId, name: owner.name }
    const input = { blueprintId: fleet.blueprintId, revision, message: `Round ${round}`, author }
    return (await publishVersion(tx, input)).number
  })
}

/** All at once: the engine itself bounds how many it restarts in parallel. */
async function restartAll(fleet: Fleet): Promise<number> {
  const runtimes = await fleet.engine.list()
  const startedAt = performance.now()
  await Promise.all(runtimes.map((runtime) => fleet.engine.restart(runtime.runtimeId, 10_000)))
  return performance.now() - startedAt
}

function duration(from: Date | null, to: Date | null): number {
  return from === null || to === null ? Number.NaN : to.getTime() - from.getTime()
}
