import { expect, test } from 'vitest'
import { signInErrorSentence, signInLinkErrorSentence } from './auth-errors'

test('too many attempts say how long to wait', () => {
  expect(signInErrorSentence({ status: 429 })).toContain('Wait a minute')
})

test('a wrong password does not tell whether the address exists', () => {
  const wrongPassword = signInErrorSentence({ status: 401, code: 'INVALID_EMAIL_OR_PASSWORD' })
  expect(wrongPassword).toBe(signInErrorSentence({ status: 401 }))
  expect(wrongPassword).toContain('do not belong together')
})

test('a server that cannot be reached is not called a wrong password', () => {
  expect(signInErrorSentence({})).toContain('cannot be reached')
})

test('a used and an expired link are told apart', () => {
  expect(signInLinkErrorSentence('INVALID_TOKEN')).toContain('used already')
  expect(signInLinkErrorSentence('EXPIRED_TOKEN')).toContain('too old')
  expect(signInLinkErrorSentence(undefined)).toBeUndefined()
})
