/** A silent WAV file, 16 bits mono, as base64. */
export function silentWav(seconds: number, { rate = 8_000, extraChunk = false } = {}): string {
  const sound = Buffer.alloc(Math.round(seconds * rate) * 2)
  const chunk = (name: string, body: Buffer) => {
    const head = Buffer.alloc(8)
    head.write(name, 'latin1')
    head.writeUInt32LE(body.length, 4)
    return Buffer.concat([head, body, Buffer.alloc(body.length % 2)])
  }
  const form = Buffer.alloc(16)
  form.writeUInt16LE(1, 0)
  form.writeUInt16LE(1, 2)
  form.writeUInt32LE(rate, 4)
  form.writeUInt32LE(rate * 2, 8)
  form.writeUInt16LE(2, 12)
  form.writeUInt16LE(16, 14)
  const chunks = [chunk('fmt ', form), ...(extraChunk ? [chunk('LIST', Buffer.from('odd'))] : []), chunk('data', sound)]
  return chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), ...chunks])).toString('base64')
}
