import { z } from 'zod'

const contentLimits = { parts: 20, textChars: 2_000_000, fileNameChars: 200 } as const

const dataUrl = (mediaType: RegExp, what: string) =>
  z
    .string()
    .regex(
      new RegExp(String.raw`^data:${mediaType.source}(?:;[a-z-]+=[\w.-]+)*;base64,[A-Za-z0-9+/]*={0,2}$`),
      `must be a data: URL (base64) of ${what}; nothing is fetched`,
    )

const textPartSchema = z.strictObject({ type: z.literal('text'), text: z.string().max(contentLimits.textChars) })

const imagePartSchema = z.strictObject({
  type: z.literal('image_url'),
  image_url: z.strictObject({
    url: dataUrl(/image\/[a-z0-9.+-]+/, 'an image'),
    detail: z.enum(['auto', 'low', 'high']).optional(),
  }),
})

const audioPartSchema = z.strictObject({
  type: z.literal('input_audio'),
  input_audio: z.strictObject({
    data: z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/, 'must be base64'),
    format: z.string().regex(/^[a-z0-9]{1,20}$/),
  }),
})

/** Ids of files that were uploaded elsewhere are refused: they would reach across tenants of one provider account. */
const filePartSchema = z.strictObject({
  type: z.literal('file'),
  file: z.strictObject({
    filename: z.string().min(1).max(contentLimits.fileNameChars),
    file_data: dataUrl(/[a-z]+\/[a-z0-9.+-]+/, 'a file'),
  }),
})

const refusalPartSchema = z.strictObject({
  type: z.literal('refusal'),
  refusal: z.string().max(contentLimits.textChars),
})

/** https://platform.openai.com/docs/api-reference/chat/create#chat_create-messages */
const contentPartSchema = z.discriminatedUnion('type', [
  textPartSchema,
  imagePartSchema,
  audioPartSchema,
  filePartSchema,
  refusalPartSchema,
])

export const contentSchema = z.union(
  [z.string(), z.array(contentPartSchema).max(contentLimits.parts, `may hold ${contentLimits.parts} parts`), z.null()],
  { error: ({ input, errors }) => problemOf(input, errors as Problems) },
)

type Problems = readonly (readonly { path: readonly PropertyKey[]; message: string }[])[] | undefined

/** A list is meant as parts: what is wrong with them, instead of that it is no text. */
function problemOf(input: unknown, errors: Problems): string {
  const problem = Array.isArray(input) ? errors?.[1]?.[0] : undefined
  if (problem === undefined) return 'must be text or a list of parts'
  return [problem.path.join('.'), problem.message].filter((word) => word !== '').join(': ')
}
