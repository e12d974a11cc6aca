import { wavSeconds } from './wav-duration'

/** "16 bytes", "2.1 kB", "3.4 MB". */
export function sizeInWords(bytes: number): string {
  if (bytes < 1_000) return bytes === 1 ? '1 byte' : `${bytes} bytes`
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1_000, 'kB'] : [bytes / 1_000_000, 'MB']
  return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} ${unit}`
}

export function base64Bytes(data: string): number {
  return Math.floor((data.replace(/=+$/, '').length * 3) / 4)
}

/** "12.5 seconds" of a WAV file; null for other sound, whose length the demo model cannot read. */
export function lengthInWords(mediaType: string, data: string): string | null {
  if (!/^audio\/(?:x-|vnd\.)?wave?$/.test(mediaType)) return null
  const seconds = wavSeconds(Buffer.from(data, 'base64'))
  if (seconds === null) return null
  const rounded = Math.round(seconds * 10) / 10
  return rounded === 1 ? '1 second' : `${rounded} seconds`
}
