import { z } from 'zod'
import { unsupported } from './openai-error'

export type InlineFile = { name: string; bytes: Buffer }

const imagePart = z.looseObject({ type: z.literal('image_url'), image_url: z.looseObject({ url: z.string() }) })
const audioPart = z.looseObject({
  type: z.literal('input_audio'),
  input_audio: z.looseObject({ data: z.string(), format: z.string().max(20).optional() }),
})
const filePart = z.looseObject({
  type: z.literal('file'),
  file: z.looseObject({ file_data: z.string(), filename: z.string().optional() }),
})

/** The file in a part of a message. Nothing is fetched: the agent's box has no network. */
export function inlineFileOf(part: unknown, path: string): InlineFile {
  const image = imagePart.safeParse(part).data?.image_url
  if (image !== undefined) return { name: '', bytes: bytesIn(image.url, `${path}.image_url.url`, true) }
  const audio = audioPart.safeParse(part).data?.input_audio
  if (audio !== undefined) return { name: '', bytes: bytesIn(audio.data, `${path}.input_audio.data`, false) }
  const file = filePart.safeParse(part).data?.file
  if (file !== undefined)
    return { name: file.filename ?? '', bytes: bytesIn(file.file_data, `${path}.file.file_data`, false) }
  throw unsupported(path, 'A part of a message must be a text, an image_url, an input_audio or a file with file_data.')
}

function bytesIn(data: string, path: string, isAddress: boolean): Buffer {
  const [head, base64 = ''] = data.startsWith('data:') ? cut(data) : isAddress ? ['', ''] : ['base64', data]
  if (!head.endsWith('base64')) {
    throw unsupported(path, 'Send the file itself, as data:<type>;base64,<data>. The agent cannot fetch addresses.')
  }
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length === 0) throw unsupported(path, 'The file is empty, or not in base64.')
  return bytes
}

function cut(url: string): [string, string] {
  const comma = url.indexOf(',')
  return [url.slice(0, comma), url.slice(comma + 1)]
}
