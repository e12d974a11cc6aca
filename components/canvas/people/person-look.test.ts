import { expect, it } from 'vitest'
import { personLook } from './person-look'

it('a person looks the same everywhere, and has initials', () => {
  const ada = { personId: 'a1', name: 'Ada Lovelace' }
  expect(personLook(ada)).toEqual(personLook(ada))
  expect(personLook(ada).initials).toBe('AL')
  expect(personLook({ personId: 'x', name: 'grace' }).initials).toBe('GR')
  expect(personLook({ personId: 'x', name: '' }).initials).toBe('?')
})
