import { expect, test } from 'vitest'
import type { Slot } from '@/domain/blueprint/document'
import { inputsFrom, readInputs } from './slot-values'

const slot = (type: Slot['type'], more: Partial<Slot> = {}): Slot => ({
  type,
  label: 'Label',
  owner: 'builder',
  required: false,
  ...more,
})

test('values survive the way through the form', () => {
  const slots = { company: slot('text'), seats: slot('number'), formal: slot('boolean') }
  const values = { company: 'Acme', seats: 12.5, formal: true }
  expect(readInputs(slots, inputsFrom(slots, values))).toEqual({ values, problems: {} })
})

test('an empty optional field is left out, so the default holds', () => {
  expect(readInputs({ tone: slot('text', { default: 'kind' }) }, { tone: ' ' })).toEqual({ values: {}, problems: {} })
})

test('an empty required field without a default is named', () => {
  expect(readInputs({ company: slot('text', { required: true }) }, {}).problems).toHaveProperty('company')
  const withDefault = slot('text', { required: true, default: 'x' })
  expect(readInputs({ company: withDefault }, {}).problems).toEqual({})
})

test('a number may be written with a comma; letters are refused', () => {
  expect(readInputs({ rate: slot('number') }, { rate: '1,5' }).values).toEqual({ rate: 1.5 })
  expect(readInputs({ rate: slot('number') }, { rate: 'many' }).problems).toHaveProperty('rate')
})

test('zero is a value, not an empty field', () => {
  expect(readInputs({ rate: slot('number') }, inputsFrom({ rate: slot('number') }, { rate: 0 })).values).toEqual({
    rate: 0,
  })
})
