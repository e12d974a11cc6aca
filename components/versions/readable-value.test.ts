import { expect, test } from 'vitest'
import { readableValue } from './readable-value'

test('text stays as it is, line by line', () => {
  expect(readableValue('One\n\n  two {{ x }}')).toBe('One\n\n  two {{ x }}')
})

test('switches, numbers and nothing read as such', () => {
  expect([true, false, 0.5, null, undefined, [], {}].map(readableValue)).toEqual(['on', 'off', '0.5', '', '', '', ''])
})

test('lists and objects are indented lines without braces or quotes', () => {
  const value = { maxSteps: 4, tools: [{ skill: 'email', action: 'send' }, 'plain'], note: 'a\nb', empty: '' }
  expect(readableValue(value)).toBe(
    ['max steps: 4', 'tools:', '  • skill: email', '    action: send', '  • plain', 'note:', '  a', '  b'].join('\n'),
  )
})
