import { describe } from 'vitest'
import { describeCrashes } from './contract/crash'
import { describeEnsure } from './contract/ensure'
import { describeEvents } from './contract/events'
import { describeLifecycle } from './contract/lifecycle'
import { setUpStage } from './contract/stage'
import type { EngineHarness } from './testing/engine-harness'

/** What every engine promises, whatever it runs. `makeHarness` is called once for the whole suite. */
export function describeEngineContract(name: string, makeHarness: () => Promise<EngineHarness>): void {
  describe(`${name} engine`, { timeout: 60_000 }, () => {
    const stage = setUpStage(makeHarness)
    describeEnsure(stage)
    describeLifecycle(stage)
    describeEvents(stage)
    describeCrashes(stage)
  })
}
