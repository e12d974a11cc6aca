import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type TranscriptionRequest, transcriptionRequestSchema } from '@/domain/runtime/broker-api'
import { demoTranscription } from './demo-transcription'
import { silentWav } from './testing/wav'
import { wavSeconds } from './wav-duration'

const request = (data: string, mediaType = 'audio/wav'): TranscriptionRequest => {
  return { model: 'default', name: 'memo.wav', mediaType, data }
}

describe('demo transcription', () => {
  test('names the file, its type, size and length, and that nobody listened', () => {
    const text = demoTranscription(request(silentWav(2.5)))
    expect(text).toContain('“memo.wav” (audio/wav, 40 kB, 2.5 seconds)')
    expect(text).toContain('cannot hear')
  })

  test('of other sound it says no length', () => {
    const data = Buffer.from('ID3 not really').toString('base64')
    expect(demoTranscription(request(data, 'audio/mpeg'))).toContain('(audio/mpeg, 14 bytes)')
  })

  test('reads headers with other chunks, and files whose size was left open', () => {
    expect(wavSeconds(Buffer.from(silentWav(1, { extraChunk: true }), 'base64'))).toBe(1)
    const open = Buffer.from(silentWav(1), 'base64')
    open.writeUInt32LE(0xffffffff, 40)
    expect(wavSeconds(open)).toBe(1)
  })

  test('no bytes do it harm, and the same gives the same', () => {
    const header = Buffer.from(silentWav(0.01), 'base64')
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc
        .tuple(fc.uint8Array({ maxLength: 60 }), fc.nat(header.length))
        .map(([tail, at]) => Buffer.concat([header.subarray(0, at), tail])),
    )
    fc.assert(
      fc.property(bytes, (content) => {
        const wanted = transcriptionRequestSchema.parse(request(Buffer.from(content).toString('base64')))
        expect(demoTranscription(wanted)).toBe(demoTranscription(wanted))
      }),
    )
  })
})
