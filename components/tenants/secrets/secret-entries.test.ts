import { expect, test } from 'vitest'
import type { Slot } from '@/domain/blueprint/document'
import { newSigningSecret, secretEntries } from './secret-entries'

const slot = (type: Slot['type'], required = false): Slot => ({ type, label: `The ${type}`, owner: 'tenant', required })
const setAt = new Date()

test('the secrets of the drawing come first, whether they are set or not; other slots are none', () => {
  const entries = secretEntries({ name: slot('text'), key: slot('secret', true) }, [])
  expect(entries.map(({ name, needed, setAt: at }) => [name, needed, at])).toEqual([
    ['key', true, null],
    ['webhook_signing', false, null],
  ])
})

test('what another version left is shown, so that it can be cleared', () => {
  const entries = secretEntries({}, [
    { name: 'old', setAt },
    { name: 'webhook_signing', setAt },
  ])
  expect(entries.map(({ name, setAt: at }) => [name, at])).toEqual([
    ['webhook_signing', setAt],
    ['old', setAt],
  ])
})

test('a new signing secret is of the form that receivers take, and another one each time', () => {
  expect(newSigningSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(newSigningSecret()).not.toBe(newSigningSecret())
})
