/** Seconds of a WAV file by its header (RIFF, `fmt ` and `data`); null for what is none, or does not say it. */
export function wavSeconds(bytes: Buffer): number | null {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') return null
  let bytesPerSecond = 0
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4)
    const size = bytes.readUInt32LE(at + 4)
    const start = at + 8
    if (name === 'fmt ' && start + 12 <= bytes.length) bytesPerSecond = bytes.readUInt32LE(start + 8)
    // Recorders that write while they record leave the size open: then the rest is the sound.
    if (name === 'data') return bytesPerSecond > 0 ? Math.min(size, bytes.length - start) / bytesPerSecond : null
    at = start + size + (size % 2)
  }
  return null
}
