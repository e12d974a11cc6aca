import { expect, it } from 'vitest'
import { waitUntil } from '../testing/wait-until'
import { grace, type Stage } from './stage'

/** Pause, resume, restart, remove. */
export function describeLifecycle(stage: Stage): void {
  it('removes what is there once, and then says that there is nothing', () =>
    stage.withRuntime(async ({ runtimeId }) => {
      expect(await stage.engine.remove(runtimeId, grace)).toBe('removed')
      expect(await stage.engine.remove(runtimeId, grace)).toBe('absent')
      expect(await stage.engine.inspect(runtimeId)).toBeNull()
      expect(await stage.world.hasDoors(runtimeId)).toBe(false)
      expect(await stage.world.count(runtimeId)).toBe(0)
    }))

  it('keeps the data on removal when asked, and destroys it when asked', () =>
    stage.withRuntime(async (request) => {
      const { runtimeId } = request
      await stage.world.writeData(runtimeId, 'precious')
      const before = await stage.world.processOf(runtimeId)
      await stage.engine.remove(runtimeId, { ...grace, keepData: true })
      expect(await stage.world.readData(runtimeId)).toBe('precious')
      expect((await stage.engine.ensure(request)).action).toBe('created')
      await stage.world.processOf(runtimeId, before)
      expect(await stage.world.readData(runtimeId)).toBe('precious')
      await stage.engine.remove(runtimeId, { ...grace, keepData: true })
      expect(await stage.engine.remove(runtimeId, grace)).toBe('removed')
      expect(await stage.world.readData(runtimeId)).toBeNull()
    }))

  it('pauses and resumes, each as often as asked, within one process', () =>
    stage.withRuntime(async ({ runtimeId }) => {
      const process = await stage.world.processOf(runtimeId)
      await stage.engine.pause(runtimeId)
      await stage.engine.pause(runtimeId)
      await waitUntil('the pause', async () => (await stage.engine.inspect(runtimeId))?.phase === 'paused')
      await stage.engine.resume(runtimeId)
      await stage.engine.resume(runtimeId)
      await waitUntil('the end of the pause', async () => (await stage.engine.inspect(runtimeId))?.phase === 'running')
      expect(await stage.world.processOf(runtimeId)).toBe(process)
    }))

  it('wakes a paused runtime on ensure, and can end one', () =>
    stage.withRuntime(async (request) => {
      await stage.engine.pause(request.runtimeId)
      await waitUntil('the pause', async () => (await stage.engine.inspect(request.runtimeId))?.phase === 'paused')
      expect(await stage.engine.ensure(request)).toMatchObject({ action: 'started' })
      await waitUntil('it to wake', async () => (await stage.engine.inspect(request.runtimeId))?.phase === 'running')
      await stage.engine.pause(request.runtimeId)
      expect(await stage.engine.remove(request.runtimeId, grace)).toBe('removed')
      expect(await stage.world.count(request.runtimeId)).toBe(0)
    }))

  it('restarts into a new process, with the same data', () =>
    stage.withRuntime(async ({ runtimeId }) => {
      await stage.world.writeData(runtimeId, 'kept')
      const before = await stage.world.processOf(runtimeId)
      expect(await stage.engine.restart(runtimeId, 5_000)).toMatchObject({ phase: 'running' })
      expect(await stage.world.processOf(runtimeId, before)).not.toBe(before)
      expect(await stage.world.count(runtimeId)).toBe(1)
      expect(await stage.world.readData(runtimeId)).toBe('kept')
    }))

  it('says which runtime is missing when told to act on none', async () => {
    const { runtimeId } = stage.world.request()
    const missing = { code: 'not-found', details: { runtimeId } }
    await expect(stage.engine.pause(runtimeId)).rejects.toMatchObject(missing)
    await expect(stage.engine.resume(runtimeId)).rejects.toMatchObject(missing)
    await expect(stage.engine.restart(runtimeId, 0)).rejects.toMatchObject(missing)
  })
}
