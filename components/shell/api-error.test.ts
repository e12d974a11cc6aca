import { expect, test } from 'vitest'
import { errorCode, errorSentence } from './api-error'

const refusal = Object.assign(new Error('This slug is taken.'), { data: { code: 'slug-taken' } })

test('the sentence of the server is shown as it is', () => {
  expect(errorSentence(refusal)).toBe('This slug is taken.')
  expect(errorCode(refusal)).toBe('slug-taken')
})

test('a failure on the way shows no technical message', () => {
  const sentence = errorSentence(new TypeError('Failed to fetch'))
  expect(sentence).toContain('cannot be reached')
  expect(sentence).not.toContain('fetch')
})
