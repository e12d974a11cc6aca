import { expect, it } from 'vitest'
import { compileForTest } from '@/domain/blueprint/testing/compile-for-test'
import { Drawing } from '@/domain/blueprint/testing/draw'
import { scriptedRuns } from '../testing/scripted-runs'

it('a run that has much to do and waits for nothing lets the rest of the process go on, and can be stopped', async () => {
  const drawing = new Drawing()
    .trigger('webhook', { event: 'go' })
    .next('loop', { over: 'input.payload', maxItems: 10_000 }, 'each')
    .next('template', { text: 'Order {{ loop_1.item }}' })
  const runs = scriptedRuns(compileForTest(drawing.document).bundle)
  const payload = Array.from({ length: 10_000 }, (_, index) => index)
  const run = runs.fire({ kind: 'event', event: 'go', payload })
  setTimeout(() => runs.engine.stop())
  await expect(run).rejects.toMatchObject({ code: 'interrupted' })
  expect(runs.stores.runs.count('running')).toBe(1)
  runs.close()
})
