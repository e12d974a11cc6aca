import { expect, test } from 'vitest'
import { emptyProviderForm, providerFormOf, providerFormSchema, providerInputOf } from './model-provider-values'

const sound = { ...emptyProviderForm, baseUrl: 'https://models.test/v1', defaultModel: 'small', key: 'sk-1' }
const problemsOf = (form: object) =>
  providerFormSchema.safeParse({ ...sound, ...form }).error?.issues.map(({ path }) => path.join('.')) ?? []

test('what is left empty is not sent', () => {
  expect(providerInputOf(providerFormSchema.parse(sound))).toEqual({
    baseUrl: 'https://models.test/v1',
    defaultModel: 'small',
    key: 'sk-1',
  })
})

test('prices may be written with a comma, are numbers of 0 or more, and belong together', () => {
  const form = providerFormSchema.parse({ ...sound, inputPrice: '0,15', outputPrice: ' 2 ' })
  expect(providerInputOf(form)).toMatchObject({ price: { input: 0.15, output: 2 } })
  expect(problemsOf({ inputPrice: '1' })).toEqual(['outputPrice'])
  expect(problemsOf({ outputPrice: '1' })).toEqual(['inputPrice'])
  expect(problemsOf({ inputPrice: '-1', outputPrice: 'x' })).toEqual(['inputPrice', 'outputPrice'])
})

test('what was set comes back into the form, without the key', () => {
  const provider = {
    configured: true,
    baseUrl: 'https://models.test/v1',
    defaultModel: 'small',
    embeddingModel: 'emb',
    transcriptionModel: null,
    price: { input: 0, output: 1.5 },
    updatedAt: new Date(),
  } as const
  expect(providerFormOf(provider)).toEqual({
    ...sound,
    key: '',
    embeddingModel: 'emb',
    inputPrice: '0',
    outputPrice: '1.5',
  })
  expect(providerFormOf({ configured: false, demo: true })).toEqual(emptyProviderForm)
})
