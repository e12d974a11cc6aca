import { expect, it } from 'vitest'
import { grace, type Stage } from './stage'

/** What `ensure` promises: the same, however often it is asked. */
export function describeEnsure(stage: Stage): void {
  it('is there, and gives the same image twice', async () => {
    await stage.engine.check()
    expect(await stage.engine.resolveImage()).toBe(await stage.world.engine().resolveImage())
  })

  it('changes nothing when asked twice', () =>
    stage.withRuntime(async (request) => {
      const process = await stage.world.processOf(request.runtimeId)
      const again = await stage.engine.ensure(request)
      expect(again.action).toBe('unchanged')
      expect(again.observation).toMatchObject({
        phase: 'running',
        bootDigest: stage.engine.bootDigest(request),
        generation: 1,
      })
      expect(await stage.world.processOf(request.runtimeId)).toBe(process)
      expect(await stage.world.count(request.runtimeId)).toBe(1)
    }))

  it('makes one runtime when asked twice at the same moment', async () => {
    const request = stage.world.request()
    try {
      const outcomes = await Promise.all([stage.engine.ensure(request), stage.engine.ensure(request)])
      expect(outcomes.map(({ action }) => action).sort()).toEqual(['created', 'unchanged'])
      await stage.world.processOf(request.runtimeId)
      expect(await stage.world.count(request.runtimeId)).toBe(1)
    } finally {
      await stage.engine.remove(request.runtimeId, grace)
    }
  })

  it('replaces the runtime, with the same data, when its boot digest changes', () =>
    stage.withRuntime(async (request) => {
      await stage.world.writeData(request.runtimeId, 'kept')
      const before = await stage.world.processOf(request.runtimeId)
      const larger = { ...request, memoryMb: request.memoryMb + 32, generation: 2 }
      const outcome = await stage.engine.ensure(larger)
      expect(outcome.action).toBe('replaced')
      expect(outcome.observation).toMatchObject({
        generation: 2,
        bootDigest: stage.engine.bootDigest(larger),
        phase: 'running',
      })
      expect(await stage.world.processOf(request.runtimeId, before)).not.toBe(before)
      expect(await stage.world.readData(request.runtimeId)).toBe('kept')
      expect(await stage.world.count(request.runtimeId)).toBe(1)
    }))

  it('leaves the old one running when the image of the new one is not there', () =>
    stage.withRuntime(async (request) => {
      const process = await stage.world.processOf(request.runtimeId)
      const missing = { ...request, image: stage.world.missingImage, generation: 2 }
      await expect(stage.engine.ensure(missing)).rejects.toMatchObject({
        code: 'engine-refused',
        message: expect.stringContaining(stage.world.missingImage),
      })
      expect(await stage.world.processOf(request.runtimeId)).toBe(process)
      expect(await stage.engine.ensure({ ...request, generation: 3 })).toMatchObject({ action: 'unchanged' })
    }))

  it('replaces nothing for a newer generation alone, and remembers it', () =>
    stage.withRuntime(async (request) => {
      const outcome = await stage.engine.ensure({ ...request, generation: 7 })
      expect(outcome).toMatchObject({ action: 'unchanged', observation: { generation: 7 } })
      expect(await stage.engine.inspect(request.runtimeId)).toMatchObject({ generation: 7 })
    }))

  it('refuses a stale generation by name, also after a restart of the controller and after the removal', () =>
    stage.withRuntime(async (request) => {
      await stage.engine.ensure({ ...request, generation: 5 })
      const stale = { ...request, generation: 4 }
      const refusal = { code: 'stale-generation', details: { generation: 4, honoured: 5 } }
      await expect(stage.engine.ensure(stale)).rejects.toMatchObject(refusal)
      await expect(stage.world.engine().ensure(stale)).rejects.toMatchObject(refusal)
      await stage.engine.remove(request.runtimeId, grace)
      await expect(stage.world.engine().ensure(stale)).rejects.toMatchObject(refusal)
      expect(await stage.world.count(request.runtimeId)).toBe(0)
    }))

  it('refuses a request that is no good, and makes nothing', async () => {
    const request = stage.world.request({ tenantSlug: '../etc' })
    await expect(stage.engine.ensure(request)).rejects.toMatchObject({ code: 'bad-input' })
    await expect(stage.engine.remove('../../etc', grace)).rejects.toMatchObject({ code: 'bad-input' })
    await expect(stage.engine.inspect('..')).rejects.toMatchObject({ code: 'bad-input' })
    expect(await stage.world.count(request.runtimeId)).toBe(0)
  })
}
