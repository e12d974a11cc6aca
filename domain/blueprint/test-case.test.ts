import { describe, expect, it } from 'vitest'
import { type Expectation, type TestOutcome, testCaseSchema, unmetExpectations } from './test-case'

const outcome: TestOutcome = {
  said: 'Your refund of 20 is on its way.',
  taken: [{ block: 'route', port: 'small' }],
  calls: [{ skill: 'http', action: 'send' }],
  waiting: ['ask_person'],
}

const unmet = (...expectations: Expectation[]) =>
  unmetExpectations({ name: 'A case', steps: [{ say: 'Hello' }], expectations }, outcome)

it('what was expected and happened is not spoken of', () => {
  expect(
    unmet(
      { contains: 'REFUND OF 20' },
      { matches: 'refund of \\d+' },
      { takes: { block: 'route', port: 'small' } },
      { calls: { skill: 'http', action: 'send', times: 1 } },
      { waits: 'ask_person' },
    ),
  ).toEqual([])
})

describe('what was expected and did not happen is told with what happened instead', () => {
  it.each<[Expectation, RegExp]>([
    [{ contains: 'denied' }, /does not contain “denied”: “Your refund of 20/],
    [{ matches: '^no' }, /does not match \/\^no\//],
    [{ takes: { block: 'route', port: 'else' } }, /“route” was not left at “else” but at “small”/],
    [{ takes: { block: 'pay', port: 'out' } }, /“pay” was not left at “out”, because it did not run/],
    [{ calls: { skill: 'email', action: 'send' } }, /“email send” was called 0 times/],
    [{ calls: { skill: 'http', action: 'send', times: 2 } }, /“http send” was called 1 times, not 2/],
    [{ callsNoSkill: true }, /A skill was called: “http send”/],
    [{ waits: 'answer' }, /“answer” does not wait/],
  ])('%j', (expectation, sentence) => {
    expect(unmet(expectation)).toEqual([expect.stringMatching(sentence)])
  })
})

it('a case that could never be played is refused', () => {
  const good = { name: 'A case', steps: [{ say: 'Hello' }], expectations: [{ contains: 'x' }] }
  expect(testCaseSchema.safeParse(good).success).toBe(true)
  for (const bad of [
    { ...good, steps: [] },
    { ...good, expectations: [] },
    { ...good, steps: [{ say: 'Hello', event: 'x', payload: 1 }] },
    { ...good, expectations: [{ matches: '(' }] },
    { ...good, expectations: [{ callsNoSkill: false }] },
  ]) {
    expect(testCaseSchema.safeParse(bad).success).toBe(false)
  }
})
