import { afterAll, beforeAll } from 'vitest'
import type { EnsureStep } from '../engine-steps'
import type { Engine, RuntimeRequest } from '../port'
import type { EngineHarness } from '../testing/engine-harness'

export const grace = { graceMs: 5_000, keepData: false }
const setUpMs = 120_000

/** What the parts of the contract play on: one world, and one engine object that most tests share. */
export type Stage = {
  readonly world: EngineHarness
  readonly engine: Engine
  /** Runs with a runtime that is up, and removes it afterwards. */
  withRuntime(use: (request: RuntimeRequest) => Promise<void>): Promise<void>
  /** Lets an engine of its own go as far as the step and no further, as a crash right there would. */
  abandonAt(step: EnsureStep, request: RuntimeRequest): Promise<void>
}

export function setUpStage(makeHarness: () => Promise<EngineHarness>): Stage {
  let made: { world: EngineHarness; engine: Engine } | undefined
  beforeAll(async () => {
    const world = await makeHarness()
    made = { world, engine: world.engine() }
  }, setUpMs)
  afterAll(() => made?.world.dispose(), setUpMs)

  const present = () => {
    if (made === undefined) throw new Error('The world was not made.')
    return made
  }
  const stage: Stage = {
    get world() {
      return present().world
    },
    get engine() {
      return present().engine
    },
    async withRuntime(use) {
      const request = stage.world.request()
      try {
        await stage.engine.ensure(request)
        await stage.world.processOf(request.runtimeId)
        await use(request)
      } finally {
        await stage.world.engine().remove(request.runtimeId, grace)
      }
    },
    async abandonAt(step, request) {
      await new Promise<void>((reached, failed) => {
        const onStep = (at: EnsureStep) => {
          if (at !== step) return
          reached()
          return new Promise<void>(() => {})
        }
        const abandoned = stage.world.engine({ onStep }).ensure(request)
        abandoned.then(() => failed(new Error(`never came to ${step}`)), failed)
      })
    },
  }
  return stage
}
