import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { waitFor } from '@/server/doors/testing/wait-for'
import { done, fail, hop, nap } from './outcome'
import { nudgeStrand } from './strands'
import { createStrandLab, labMachine, type StrandLab } from './testing/strand-lab'

let lab: StrandLab
beforeAll(async () => {
  lab = await createStrandLab()
})
afterEach(() => lab.clear())
afterAll(() => lab.close())

/** A promise and the way to settle it. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}

it('a strand goes from label to label and keeps its state and its outcome', async () => {
  lab.work([
    labMachine({
      transitions: { start: ['again'], again: ['again'] },
      steps: {
        start: async ({ state }) => hop('again', { state: { count: state.count + 1 } }),
        again: async ({ state }) =>
          state.count < 5 ? hop('again', { state: { count: state.count + 1 } }) : done({ count: state.count }),
      },
    }),
  ])
  const subject = await lab.add('start')
  const row = await lab.until(subject, 'finished', (strand) => strand.finished_at !== null)
  expect(row).toMatchObject({ outcome: { count: 5 }, lease_token: null, last_error: null })
})

it('a failed strand says why, in a code and a sentence', async () => {
  lab.work([
    labMachine({ transitions: { start: [] }, steps: { start: async () => fail('too-bad', 'It is too bad.') } }),
  ])
  const subject = await lab.add('start')
  const row = await lab.until(subject, 'finished', (strand) => strand.finished_at !== null)
  expect(row.outcome).toEqual({ failed: { code: 'too-bad', message: 'It is too bad.' } })
})

it('a step that throws is repeated with its label and state, and its error is kept', async () => {
  let runs = 0
  const seen: number[] = []
  const looked = gate()
  lab.work([
    labMachine({
      transitions: { start: [] },
      steps: {
        start: async ({ attempts }) => {
          runs += 1
          seen.push(attempts)
          if (runs < 4) throw new Error(`failure ${runs}`)
          await looked.opened
          return nap(60_000)
        },
      },
    }),
  ])
  const subject = await lab.add('start')
  await lab.until(subject, 'third failure', (strand) => strand.last_error === 'failure 3')
  looked.open()
  const row = await lab.until(subject, 'well again', (strand) => strand.last_error === null)
  expect(seen).toEqual([0, 1, 2, 3])
  expect(row).toMatchObject({ label: 'start', attempts: 0 })
})

it('a hop that the transition table does not name is refused', async () => {
  lab.work([
    labMachine({
      transitions: { start: [], elsewhere: [] },
      steps: { start: async () => hop('elsewhere'), elsewhere: async () => done() },
    }),
  ])
  const subject = await lab.add('start')
  const row = await lab.until(subject, 'an error', (strand) => strand.last_error !== null)
  expect(row).toMatchObject({
    label: 'start',
    last_error: expect.stringContaining('must not hop from start to elsewhere'),
  })
})

it('a state that does not fit and a label that does not exist are errors, not guesses', async () => {
  const odd = await lab.add('start')
  const strange = await lab.add('nowhere')
  await lab.query(`UPDATE strand SET state = '{"count": "many"}' WHERE subject_id = $1`, [odd])
  lab.work([labMachine({ transitions: { start: [] }, steps: { start: async () => done() } })])
  const row = await lab.until(strange, 'an error', (strand) => strand.last_error !== null)
  expect(row.last_error).toContain('no label nowhere')
  await lab.until(odd, 'an error', (strand) => strand.last_error !== null)
})

it('a worker that lost its lease keeps nothing: neither the hop nor the writes beside it', async () => {
  const inStep = gate()
  const goOn = gate()
  let runs = 0
  const machine = labMachine({
    transitions: { start: ['after'], after: [] },
    steps: {
      start: async ({ strandId }) => {
        runs += 1
        if (runs > 1) return nap(60_000)
        inStep.open()
        await goOn.opened
        return hop('after', {
          commit: async (tx) => {
            await tx.$executeRaw`UPDATE strand SET outcome = '{"written": true}' WHERE id = ${strandId}::uuid`
          },
        })
      },
      after: async () => done(),
    },
  })
  const worker = lab.work([machine])
  const subject = await lab.add('start')
  await inStep.opened
  await lab.query('UPDATE strand SET lease_token = gen_random_uuid() WHERE subject_id = $1', [subject])
  goOn.open()
  await waitFor('the loss was noticed', () => worker.stats().leasesLost === 1)
  expect(await lab.strand(subject)).toMatchObject({ label: 'start', outcome: null })
})

it('writes that fail take the hop with them, and the step is repeated', async () => {
  let runs = 0
  lab.work([
    labMachine({
      transitions: { start: ['after'], after: [] },
      steps: {
        start: async () => {
          runs += 1
          return hop('after', {
            commit: async () => {
              if (runs === 1) throw new Error('cannot write')
            },
          })
        },
        after: async () => done(),
      },
    }),
  ])
  const subject = await lab.add('start')
  await lab.until(subject, 'finished', (strand) => strand.finished_at !== null)
  expect(runs).toBe(2)
})

it('a step whose writes fail takes no other step with it, though both end at the same moment', async () => {
  const both = gate()
  let inside = 0
  const refused = new Set<string>()
  const machine = labMachine({
    transitions: { start: [] },
    steps: {
      start: async ({ subjectId }) => {
        inside += 1
        if (inside === 2) both.open()
        await both.opened
        return done(
          {},
          {
            commit: async (tx) => {
              if (refused.has(subjectId)) await tx.$executeRaw`SELECT 1 / 0`
            },
          },
        )
      },
    },
  })
  const bad = await lab.add('start')
  const good = await lab.add('start')
  refused.add(bad)
  lab.work([machine])
  await lab.until(good, 'finished', (strand) => strand.finished_at !== null)
  const row = await lab.until(bad, 'its error', (strand) => strand.last_error !== null)
  expect(row).toMatchObject({ finished_at: null, last_error: expect.stringContaining('division by zero') })
})

it('two workers never run the same strand at the same time, and each strand runs once', async () => {
  const inside = new Set<string>()
  const runs = new Map<string, number>()
  const overlaps: string[] = []
  const machine = labMachine({
    transitions: { start: [] },
    steps: {
      start: async ({ subjectId }) => {
        if (inside.has(subjectId)) overlaps.push(subjectId)
        inside.add(subjectId)
        runs.set(subjectId, (runs.get(subjectId) ?? 0) + 1)
        await new Promise((resolve) => setImmediate(resolve))
        inside.delete(subjectId)
        return done()
      },
    },
  })
  const subjects = await Promise.all(Array.from({ length: 60 }, () => lab.add('start')))
  lab.work([machine], { concurrency: 7 })
  lab.work([machine], { concurrency: 7 })
  await waitFor('all done', async () => {
    const [row] = await lab.query('SELECT count(*)::int AS open FROM strand WHERE finished_at IS NULL')
    return row?.open === 0
  })
  expect(overlaps).toEqual([])
  expect(subjects.map((subject) => runs.get(subject))).toEqual(subjects.map(() => 1))
})

it('never more steps at once than asked for', async () => {
  let now = 0
  let most = 0
  const machine = labMachine({
    transitions: { start: [] },
    steps: {
      start: async () => {
        now += 1
        most = Math.max(most, now)
        await new Promise((resolve) => setTimeout(resolve, 5))
        now -= 1
        return done()
      },
    },
  })
  await Promise.all(Array.from({ length: 20 }, () => lab.add('start')))
  lab.work([machine], { concurrency: 3 })
  await waitFor('all done', async () => {
    const [row] = await lab.query('SELECT count(*)::int AS open FROM strand WHERE finished_at IS NULL')
    return row?.open === 0
  })
  expect(most).toBe(3)
})

it('the lease of a long step is renewed: nobody else takes it', async () => {
  let runs = 0
  const finish = gate()
  const machine = labMachine({
    transitions: { start: [] },
    steps: {
      start: async () => {
        runs += 1
        await finish.opened
        return done()
      },
    },
  })
  const options = { leaseMs: 300, pollMs: 50 }
  lab.work([machine], options)
  const subject = await lab.add('start')
  await waitFor('running', () => runs === 1)
  lab.work([machine], options)
  const [taken] = await lab.query('SELECT lease_until FROM strand WHERE subject_id = $1', [subject])
  await waitFor('renewed far beyond its first end', async () => {
    const [row] = await lab.query('SELECT lease_until FROM strand WHERE subject_id = $1', [subject])
    return Number(row?.lease_until) - Number(taken?.lease_until) > 600
  })
  finish.open()
  await lab.until(subject, 'finished', (strand) => strand.finished_at !== null)
  expect(runs).toBe(1)
})

it('a strand whose worker died goes on when its lease has ended', async () => {
  const machine = labMachine({ transitions: { start: [] }, steps: { start: async () => done() } })
  const subject = await lab.add('start')
  await lab.query(
    `UPDATE strand SET lease_token = gen_random_uuid(), lease_until = now() + interval '300 ms' WHERE subject_id = $1`,
    [subject],
  )
  lab.work([machine], { pollMs: 50 })
  await lab.until(subject, 'finished', (strand) => strand.finished_at !== null)
})

it('a strand that is woken while it runs runs again: no change goes unseen', async () => {
  let runs = 0
  const inStep = gate()
  const goOn = gate()
  const machine = labMachine({
    transitions: { start: [] },
    steps: {
      start: async () => {
        runs += 1
        if (runs > 1) return done()
        inStep.open()
        await goOn.opened
        return nap(60_000)
      },
    },
  })
  lab.work([machine], { pollMs: 60_000 })
  const subjectId = await lab.add('start')
  await inStep.opened
  await lab.db.inScope({ workspaceId: lab.workspaceId }, (tx) => nudgeStrand(tx, { machine: 'lab', subjectId }))
  goOn.open()
  await lab.until(subjectId, 'finished', (strand) => strand.finished_at !== null)
})

it('a label that waits too long hops where its deadline says', async () => {
  const machine = labMachine({
    transitions: { start: ['wait'], wait: [], overdue: [] },
    deadlines: { wait: { afterMs: 150, hopTo: 'overdue' } },
    steps: {
      start: async () => hop('wait'),
      wait: async () => nap(60_000),
      overdue: async () => fail('deadline-exceeded', 'It took too long.'),
    },
  })
  lab.work([machine], { pollMs: 50 })
  const subject = await lab.add('start')
  const row = await lab.until(subject, 'finished', (strand) => strand.finished_at !== null)
  expect(row.outcome).toEqual({ failed: { code: 'deadline-exceeded', message: 'It took too long.' } })
})

it('what is announced runs without polling, and what only polling found is counted', async () => {
  const machine = labMachine({ transitions: { start: [] }, steps: { start: async () => done() } })
  const worker = lab.work([machine], { pollMs: 100 })
  const announced = await lab.add('start')
  await lab.until(announced, 'finished', (strand) => strand.finished_at !== null)
  expect(worker.stats().polled).toBe(0)
  await lab.query(
    `INSERT INTO strand (workspace_id, machine, subject_id, label) VALUES ($1, 'lab', gen_random_uuid(), 'start')`,
    [lab.workspaceId],
  )
  await waitFor('found by polling', () => worker.stats().polled === 1)
})

it('strands of machines that a worker does not know are left alone', async () => {
  const other = await lab.add('start', 'other')
  const mine = await lab.add('start')
  lab.work([labMachine({ transitions: { start: [] }, steps: { start: async () => done() } })])
  await lab.until(mine, 'finished', (strand) => strand.finished_at !== null)
  expect(await lab.strand(other)).toMatchObject({ finished_at: null, lease_token: null })
})

it('stopping lets the running step finish, gives the strand back, and takes nothing new', async () => {
  const inStep = gate()
  const goOn = gate()
  const machine = labMachine({
    transitions: { start: ['after'], after: [] },
    steps: {
      start: async () => {
        inStep.open()
        await goOn.opened
        return hop('after')
      },
      after: async () => done(),
    },
  })
  const worker = lab.work([machine])
  const subject = await lab.add('start')
  await inStep.opened
  const stopped = worker.stop(5_000)
  goOn.open()
  await stopped
  expect(await lab.strand(subject)).toMatchObject({ label: 'after', lease_token: null, finished_at: null })
})
