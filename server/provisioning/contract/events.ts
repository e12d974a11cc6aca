import { expect, it } from 'vitest'
import { recordEvents } from '../testing/event-recorder'
import { waitUntil } from '../testing/wait-until'
import { grace, type Stage } from './stage'

/** What is told, and to whom. */
export function describeEvents(stage: Stage): void {
  it('tells of an exit by event and by inspect, and starts it again on ensure', () =>
    stage.withRuntime(async (request) => {
      const { runtimeId } = request
      const before = await stage.world.processOf(runtimeId)
      const events = recordEvents(stage.engine)
      await events.waitFor('resynchronise')
      await stage.world.makeExit(runtimeId, 3)
      expect(await events.waitFor('exited', runtimeId)).toEqual({ type: 'exited', runtimeId, exitCode: 3 })
      const observation = await stage.engine.inspect(runtimeId)
      expect(observation).toMatchObject({ phase: 'exited', exit: { code: 3, outOfMemory: false } })
      expect(Date.parse(observation?.exit?.at ?? '')).toBeGreaterThan(Date.now() - 60_000)
      expect(await stage.engine.list()).toContainEqual(observation)

      expect(await stage.engine.ensure(request)).toMatchObject({ action: 'started', observation: { phase: 'running' } })
      expect(await stage.world.processOf(runtimeId, before)).not.toBe(before)
      await events.waitFor('started', runtimeId)
      await events.stop()
    }))

  it('tells of a lack of memory, while the neighbour lives on', () =>
    stage.withRuntime((neighbour) =>
      stage.withRuntime(async ({ runtimeId }) => {
        const undisturbed = await stage.world.processOf(neighbour.runtimeId)
        const events = recordEvents(stage.engine)
        await events.waitFor('resynchronise')
        await stage.world.exhaustMemory(runtimeId)
        await events.waitFor('out-of-memory', runtimeId)
        await events.waitFor('exited', runtimeId)
        await events.stop()
        expect(await stage.engine.inspect(runtimeId)).toMatchObject({ phase: 'exited', exit: { outOfMemory: true } })
        expect(await stage.engine.inspect(neighbour.runtimeId)).toMatchObject({ phase: 'running' })
        expect(await stage.world.processOf(neighbour.runtimeId)).toBe(undisturbed)
      }),
    ))

  it('says to look again when the stream of events is opened, and after it was lost', () =>
    stage.withRuntime(async ({ runtimeId }) => {
      const events = recordEvents(stage.engine)
      await events.waitFor('resynchronise')
      if (stage.world.cutEventStream) {
        await stage.world.cutEventStream()
        await waitUntil('the stream to come back', () => events.count('resynchronise') >= 2)
      }
      await stage.engine.pause(runtimeId)
      await events.waitFor('paused', runtimeId)
      await events.stop()
    }))

  it('lists what belongs to this installation and nothing of another one', () =>
    stage.withRuntime(async (mine) => {
      const neighbour = stage.world.engine({ installation: 'neighbour' })
      const theirs = stage.world.request({ image: await neighbour.resolveImage() })
      try {
        await neighbour.ensure(theirs)
        await stage.world.processOf(theirs.runtimeId)
        const events = recordEvents(stage.engine)
        await events.waitFor('resynchronise')
        await neighbour.pause(theirs.runtimeId)
        await stage.engine.pause(mine.runtimeId)
        await events.waitFor('paused', mine.runtimeId)
        await events.stop()
        expect(events.heard).not.toContainEqual(expect.objectContaining({ runtimeId: theirs.runtimeId }))
        expect((await stage.engine.list()).map(({ runtimeId }) => runtimeId)).toEqual([mine.runtimeId])
        expect((await neighbour.list()).map(({ runtimeId }) => runtimeId)).toEqual([theirs.runtimeId])
        expect(await stage.engine.inspect(theirs.runtimeId)).toBeNull()
        await expect(stage.engine.pause(theirs.runtimeId)).rejects.toMatchObject({ code: 'not-found' })
      } finally {
        await neighbour.remove(theirs.runtimeId, grace)
      }
    }))
}
