import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { readLines } from './read-lines'

async function collect(stream: PassThrough, lines: string[]): Promise<void> {
  for await (const line of readLines(stream)) lines.push(line)
}

it('puts lines together from pieces, however they are cut', async () => {
  const stream = new PassThrough()
  const bytes = Buffer.from('{"a":"é"}\n\n{"b":2}\r\n{"c":3}')
  for (const byte of bytes) stream.write(Buffer.from([byte]))
  stream.end()
  const lines: string[] = []
  await collect(stream, lines)
  expect(lines.map((line) => JSON.parse(line))).toEqual([{ a: 'é' }, { b: 2 }, { c: 3 }])
})

it('fails when the stream breaks off, with or without an error', async () => {
  for (const error of [new Error('reset'), undefined]) {
    const stream = new PassThrough()
    const lines: string[] = []
    const reading = collect(stream, lines)
    stream.write('one\ntw')
    setImmediate(() => stream.destroy(error))
    await expect(reading).rejects.toThrow()
    expect(lines).toEqual(['one'])
  }
})
