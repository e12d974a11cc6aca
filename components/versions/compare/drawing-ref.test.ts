import { expect, test } from 'vitest'
import { compareHref, parseRef, refText, refWords } from './drawing-ref'

const id = '3f2b8c1e-0a4d-4a55-9d3e-5f0a1b2c3d4e'

test.each([1, 27, 'draft', { aside: id }] as const)('what stands in an address is read back: %j', (ref) => {
  expect(parseRef(refText(ref))).toEqual(ref)
})

test('a version may be written as people say it; anything else is no drawing', () => {
  expect(parseRef('v3')).toBe(3)
  for (const text of [null, '', '0', '-1', '1.5', 'v', 'aside.1', `aside.${id}'`, '99999999999']) {
    expect(parseRef(text)).toBeNull()
  }
})

test('a name stands beside its number', () => {
  const versions = [
    { number: 2, name: 'Summer' },
    { number: 1, name: null },
  ]
  expect(refWords(2, versions)).toBe('v2 “Summer”')
  expect(refWords(1, versions)).toBe('v1')
  expect(refWords('draft', versions)).toBe('the draft')
  expect(compareHref('/versions', 1, 'draft')).toBe('/versions/compare?from=1&to=draft')
})
