import { expect, it } from 'vitest'
import type { EnsureStep } from '../engine-steps'
import { grace, type Stage } from './stage'

/** Whatever step of `ensure` a controller dies at, the next one ends with exactly one runtime. */
export function describeCrashes(stage: Stage): void {
  it.each<EnsureStep>(['generation', 'folders', 'create', 'start'])(
    'ends with exactly one runtime after a crash before "%s" of the first start',
    async (step) => {
      const request = stage.world.request()
      try {
        await stage.abandonAt(step, request)
        const outcome = await stage.world.engine().ensure(request)
        expect(['created', 'started']).toContain(outcome.action)
        expect(outcome.observation).toMatchObject({ phase: 'running', bootDigest: stage.engine.bootDigest(request) })
        await stage.world.processOf(request.runtimeId)
        expect(await stage.world.count(request.runtimeId)).toBe(1)
        expect((await stage.engine.ensure(request)).action).toBe('unchanged')
      } finally {
        await stage.world.engine().remove(request.runtimeId, grace)
      }
    },
  )

  it.each<EnsureStep>(['generation', 'folders', 'stop', 'remove', 'create', 'start'])(
    'ends with exactly one runtime, the new one, after a crash before "%s" of a replacement',
    (step) =>
      stage.withRuntime(async (request) => {
        await stage.world.writeData(request.runtimeId, 'kept')
        const before = await stage.world.processOf(request.runtimeId)
        const larger = { ...request, memoryMb: request.memoryMb + 32, generation: 2 }
        await stage.abandonAt(step, larger)
        const { observation } = await stage.world.engine().ensure(larger)
        expect(observation).toMatchObject({ phase: 'running', bootDigest: stage.engine.bootDigest(larger) })
        await stage.world.processOf(request.runtimeId, before)
        expect(await stage.world.count(request.runtimeId)).toBe(1)
        expect(await stage.world.readData(request.runtimeId)).toBe('kept')
      }),
  )
}
