import { describe, expect, test } from 'vitest'
import { starters } from '@/domain/blueprint/starters/registry'
import { testCaseSchema } from '@/domain/blueprint/test-case'
import { runTestCase } from './run-test-case'

const cases = starters.flatMap(({ id, document, cases: list }) =>
  list.map((testCase) => ({ id, document, name: testCase.name, testCase })),
)

describe('every starter does on the demo model what its cases say', () => {
  test.each(cases)('$id: $name', async ({ document, testCase }) => {
    expect(await runTestCase(document, testCaseSchema.parse(testCase))).toEqual([])
  })

  test('and each has one', () => {
    expect(starters.filter((starter) => starter.cases.length === 0)).toEqual([])
  })
})
