/** What a message may carry, by what its bytes begin with. Whoever sends a file is not asked what it is. */
export const fileTypes = {
  'image/png': { ending: 'png', maxBytes: 5_000_000 },
  'image/jpeg': { ending: 'jpg', maxBytes: 5_000_000 },
  'image/webp': { ending: 'webp', maxBytes: 5_000_000 },
  'image/gif': { ending: 'gif', maxBytes: 5_000_000 },
  'audio/mpeg': { ending: 'mp3', maxBytes: 10_000_000 },
  'audio/wav': { ending: 'wav', maxBytes: 10_000_000 },
  'audio/mp4': { ending: 'm4a', maxBytes: 10_000_000 },
  'audio/ogg': { ending: 'ogg', maxBytes: 10_000_000 },
  'audio/webm': { ending: 'webm', maxBytes: 10_000_000 },
  'application/pdf': { ending: 'pdf', maxBytes: 10_000_000 },
} as const

export type FileType = keyof typeof fileTypes

const beginnings: readonly { type: FileType; fits: (bytes: Buffer) => boolean }[] = [
  { type: 'image/png', fits: (bytes) => has(bytes, 0, '\x89PNG\r\n\x1a\n') },
  { type: 'image/jpeg', fits: (bytes) => has(bytes, 0, '\xff\xd8\xff') },
  { type: 'image/gif', fits: (bytes) => has(bytes, 0, 'GIF87a') || has(bytes, 0, 'GIF89a') },
  { type: 'image/webp', fits: (bytes) => has(bytes, 0, 'RIFF') && has(bytes, 8, 'WEBP') },
  { type: 'audio/wav', fits: (bytes) => has(bytes, 0, 'RIFF') && has(bytes, 8, 'WAVE') },
  { type: 'audio/ogg', fits: (bytes) => has(bytes, 0, 'OggS') },
  { type: 'audio/mp4', fits: (bytes) => has(bytes, 4, 'ftyp') && brands.test(bytes.toString('latin1', 8, 12)) },
  // EBML is Matroska's as well: its header names the kind within the first bytes.
  { type: 'audio/webm', fits: (bytes) => has(bytes, 0, '\x1aE\xdf\xa3') && bytes.subarray(0, 64).includes('webm') },
  { type: 'application/pdf', fits: (bytes) => has(bytes, 0, '%PDF-') },
  { type: 'audio/mpeg', fits: (bytes) => has(bytes, 0, 'ID3') || isMp3Frame(bytes) },
]

/** Of MPEG-4 files, those that recorders of sound write; HEIF and AVIF are such files too. */
const brands = /^(M4A |M4B |mp4[12]|isom|iso[2-9]|dash)$/

/** Null for what a message may not carry. */
export function detectType(bytes: Buffer): FileType | null {
  return beginnings.find(({ fits }) => fits(bytes))?.type ?? null
}

function has(bytes: Buffer, at: number, text: string): boolean {
  return bytes.subarray(at, at + text.length).equals(Buffer.from(text, 'latin1'))
}

/** MPEG audio layer III without tags: sync, version, layer, bit rate and sampling rate that exist (ISO 11172-3, 2.4.1.3). */
function isMp3Frame(bytes: Buffer): boolean {
  const [first = 0, second = 0, third = 0] = bytes
  const version = (second >> 3) & 3
  const layer = (second >> 1) & 3
  const bitRate = third >> 4
  const samplingRate = (third >> 2) & 3
  return first === 0xff && second >= 0xe0 && version !== 1 && layer === 1 && bitRate !== 15 && samplingRate !== 3
}
