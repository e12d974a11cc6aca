import { z } from 'zod'
import type { Outputs } from '@/components/shell/api-types'

type Provider = Outputs['workspace']['getModelProvider']

const price = z
  .string()
  .trim()
  .transform((text) => text.replace(',', '.'))
  .refine(
    (text) => text === '' || (Number.isFinite(Number(text)) && Number(text) >= 0),
    'Write a number, such as 0.15.',
  )

/** As typed: text also for what is a number, and empty for what is left out. */
export const providerFormSchema = z
  .object({
    baseUrl: z.url({ protocol: /^https?$/, error: 'Write an address such as https://api.example.com/v1.' }),
    defaultModel: z.string().trim().min(1, 'Write the name of a model.'),
    key: z.string().trim().min(1, 'Write the key. It is sealed before it is stored, and cannot be read back here.'),
    embeddingModel: z.string().trim(),
    transcriptionModel: z.string().trim(),
    inputPrice: price,
    outputPrice: price,
  })
  .superRefine(({ inputPrice, outputPrice }, context) => {
    if ((inputPrice === '') === (outputPrice === '')) return
    const path = [inputPrice === '' ? 'inputPrice' : 'outputPrice']
    context.addIssue({ code: 'custom', path, message: 'Both prices belong together: write this one too, or neither.' })
  })

export type ProviderForm = z.infer<typeof providerFormSchema>

export const emptyProviderForm: ProviderForm = {
  baseUrl: '',
  defaultModel: '',
  key: '',
  embeddingModel: '',
  transcriptionModel: '',
  inputPrice: '',
  outputPrice: '',
}

export function providerFormOf(provider: Provider): ProviderForm {
  if (!provider.configured) return emptyProviderForm
  return {
    baseUrl: provider.baseUrl,
    defaultModel: provider.defaultModel,
    key: '',
    embeddingModel: provider.embeddingModel ?? '',
    transcriptionModel: provider.transcriptionModel ?? '',
    inputPrice: provider.price === null ? '' : String(provider.price.input),
    outputPrice: provider.price === null ? '' : String(provider.price.output),
  }
}

/** What is sent: what is empty is left out. */
export function providerInputOf(form: ProviderForm) {
  const { baseUrl, defaultModel, key, embeddingModel, transcriptionModel, inputPrice, outputPrice } = form
  return {
    baseUrl,
    defaultModel,
    key,
    ...(embeddingModel === '' ? {} : { embeddingModel }),
    ...(transcriptionModel === '' ? {} : { transcriptionModel }),
    ...(inputPrice === '' ? {} : { price: { input: Number(inputPrice), output: Number(outputPrice) } }),
  }
}
