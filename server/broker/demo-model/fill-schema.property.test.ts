import { Validator } from '@cfworker/json-schema'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { fillSchema, fillWithGaps } from './fill-schema'
import { arbitraryNonsense, arbitrarySchema, arbitraryText } from './testing/arbitrary-schema'

/** Many runs take their time on a busy machine. */
vi.setConfig({ testTimeout: 60_000 })

test('whatever a schema asks for, the answer fits it', () => {
  fc.assert(
    fc.property(arbitrarySchema(), arbitraryText, (schema, text) => {
      const value = fillSchema(schema, { instructions: '', text })
      const { valid, errors } = new Validator(schema, '2020-12').validate(value)
      expect(valid ? [] : [JSON.stringify(value), ...errors.map(({ error }) => error)]).toEqual([])
    }),
    { numRuns: 1_000 },
  )
})

test('no JSON as a schema does any harm, and the same gives the same', () => {
  fc.assert(
    fc.property(arbitraryNonsense, arbitraryText, (schema, text) => {
      const once = fillWithGaps(schema, { instructions: 'Do not guess.', text })
      expect(fillWithGaps(schema, { instructions: 'Do not guess.', text })).toEqual(once)
      expect(JSON.parse(JSON.stringify(once.value))).toEqual(once.value)
    }),
    { numRuns: 2_000 },
  )
})
