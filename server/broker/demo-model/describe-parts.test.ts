import { describe, expect, test } from 'vitest'
import type { ChatPart } from './chat-format'
import { demoCompletion } from './demo-completion'
import { silentWav } from './testing/wav'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const picture: ChatPart = { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(2_800)}` } }
const file = (filename: string, mediaType: string, text: string): ChatPart => {
  return { type: 'file', file: { filename, file_data: `data:${mediaType};base64,${base64(text)}` } }
}

function ask(parts: ChatPart[], instructions = ''): string {
  const system = instructions === '' ? [] : [{ role: 'system', content: instructions }]
  return demoCompletion({ messages: [...system, { role: 'user', content: parts }] }).content
}

describe('messages of several parts', () => {
  test('says what it got and that it cannot see', () => {
    expect(ask([{ type: 'text', text: 'What is in this picture?' }, picture])).toBe(
      'I got a picture (image/png, 2.1 kB), but I am the demo model and can neither see nor hear: connect a model provider for that.',
    )
  })

  test('names files, and the length of a sound', () => {
    const sound: ChatPart = { type: 'input_audio', input_audio: { data: silentWav(1.5), format: 'wav' } }
    const answer = ask([picture, sound, file('offer.pdf', 'application/pdf', 'x'.repeat(30))])
    expect(answer).toContain('a sound (audio/wav, 24 kB, 1.5 seconds)')
    expect(answer).toContain(' and the file “offer.pdf” (application/pdf, 30 bytes)')
  })

  test('plain text it reads: what fits the question, else the beginning', () => {
    const notes = file('notes.txt', 'text/plain', 'Parcels leave on Friday.\nReturns are free.')
    expect(ask([{ type: 'text', text: 'What do returns cost?' }, notes])).toBe(
      'I got the file “notes.txt” (text/plain, 42 bytes). Returns are free.',
    )
    expect(ask([{ type: 'text', text: 'Look' }, notes])).toContain('It begins: “Parcels leave on Friday.”')
    expect(ask([notes])).not.toContain('neither see nor hear')
  })

  test('what the instructions know of the question is said too', () => {
    const answer = ask([{ type: 'text', text: 'Is this a refund?' }, picture], 'Refunds take five days. Be formal.')
    expect(answer).toContain('a picture (image/png')
    expect(answer).toContain('Refunds take five days.')
  })

  test('earlier pictures are not spoken of again', () => {
    const messages = [
      { role: 'user', content: [picture] },
      { role: 'assistant', content: 'I cannot see.' },
      { role: 'user', content: 'Hello' },
    ]
    expect(demoCompletion({ messages }).content).toBe('Hello! How can I help you?')
  })
})
