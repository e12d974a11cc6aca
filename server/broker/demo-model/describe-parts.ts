import type { ChatContent, ChatPart } from './chat-format'
import { base64Bytes, lengthInWords, sizeInWords } from './describe-file'
import { bestFacts } from './knowledge'
import { closeSentence, sentencesOf } from './words'

const textChars = 4_000

type Given = { what: string; mediaType: string; data: string }

/** What came besides text, said in full: the demo model sees and hears nothing, and reads plain text alone. */
export function describeParts(content: ChatContent, prompt: string): string[] {
  if (typeof content === 'string') return []
  const given = (content ?? []).flatMap((part) => givenIn(part) ?? [])
  if (given.length === 0) return []
  const list = given.map(({ what, mediaType, data }) => {
    const length = lengthInWords(mediaType, data)
    const facts = [mediaType, sizeInWords(base64Bytes(data)), ...(length === null ? [] : [length])]
    return `${what} (${facts.join(', ')})`
  })
  const unread = given.some((one) => !isPlainText(one.mediaType))
  const admission = 'but I am the demo model and can neither see nor hear: connect a model provider for that'
  return [
    `I got ${inWords(list)}${unread ? `, ${admission}` : ''}.`,
    ...given.flatMap((one) => (isPlainText(one.mediaType) ? quoted(one, prompt) : [])),
  ]
}

function givenIn(part: ChatPart): Given | null {
  if (part.type === 'image_url' && part.image_url !== undefined) return fromDataUrl('a picture', part.image_url.url)
  if (part.type === 'file' && part.file !== undefined) {
    return fromDataUrl(`the file “${part.file.filename.slice(0, 200)}”`, part.file.file_data)
  }
  if (part.type !== 'input_audio' || part.input_audio === undefined) return null
  const { data, format } = part.input_audio
  return { what: 'a sound', mediaType: `audio/${format}`, data }
}

/** A `data:` URL alone; nothing is ever fetched. */
function fromDataUrl(what: string, url: string): Given | null {
  const head = /^data:([\w.+-]{1,60}\/[\w.+-]{1,100})(?:;[^,;]{1,100})*;base64,/.exec(url.slice(0, 1_000))
  if (head === null) return null
  return { what, mediaType: head[1] ?? '', data: url.slice(head[0].length) }
}

function isPlainText(mediaType: string): boolean {
  return /^text\/|^application\/(?:json|xml|yaml)$/.test(mediaType)
}

/** What fits the question, else how it begins. */
function quoted({ data }: Given, prompt: string): string[] {
  const text = Buffer.from(data.slice(0, 2 * textChars), 'base64').toString('utf8')
  const sentences = sentencesOf(text).map((sentence) => sentence.slice(0, 300))
  const facts = bestFacts(sentences, prompt, 2)
  const start = sentences[0]
  if (facts.length > 0) return facts.map(closeSentence)
  return start === undefined ? [] : [`It begins: “${start}”`]
}

function inWords(list: readonly string[]): string {
  const last = list.at(-1) ?? ''
  return list.length < 2 ? last : `${list.slice(0, -1).join(', ')} and ${last}`
}
