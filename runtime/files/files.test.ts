import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bundleHeader, transcriptionRequestSchema } from '@/domain/runtime/broker-api'
import { type Database, openStore } from '../store/open-store'
import { statementsOf } from '../store/statements'
import { oneAnswerBroker } from '../testing/one-answer-broker'
import { sampleFiles } from '../testing/sample-files'
import { detectType, type FileType, fileTypes } from './detect-type'
import { createFileServices } from './file-services'
import { createFileStore, type FileStore, fileLimits } from './file-store'

let folder: string
let database: Database
let now: number
let files: FileStore

beforeEach(() => {
  folder = mkdtempSync('/tmp/bh-files-')
  database = openStore(folder, 'a-key-of-at-least-thirty-two-chars')
  now = 1_000
  files = createFileStore(statementsOf(database), () => now)
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

const png = sampleFiles['image/png']
const padded = (type: FileType, size: number) => Buffer.concat([sampleFiles[type], Buffer.alloc(size)], size)
const attempt = (work: () => unknown) => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

describe('a file', () => {
  it('comes back as it was, under what its bytes say it is', () => {
    for (const [type, bytes] of Object.entries(sampleFiles)) {
      const reference = files.save('s1', { name: 'holiday.exe', bytes })
      expect(reference).toMatchObject({ name: 'holiday.exe', mediaType: type, bytes: bytes.length })
      expect(files.read('s1', reference.id)).toEqual({ ...reference, content: bytes })
      expect(files.references('s1', [reference.id])).toEqual([reference])
    }
  })

  it.each([
    ['nothing', ''],
    ['a program', '\x7fELF'],
    ['a page', '<html><script>'],
    ['a drawing with scripts', '<svg xmlns="http://www.w3.org/2000/svg">'],
    ['an archive', 'PK\x03\x04'],
    ['a film', '\x1aE\xdf\xa3\x9fB\x82\x88matroska'],
    ['a picture of a kind models do not take', '\0\0\0\x1cftypheic'],
    ['half a beginning', '\x89PN'],
    ['another kind in the same box', 'RIFF\x24\0\0\0AVI '],
    ['a frame of another layer', '\xff\xfd\x90\x64'],
  ])('that is %s is refused, whatever it is called', (_name, bytes) => {
    const refusal = attempt(() => files.save('s1', { name: 'cat.png', bytes: Buffer.from(bytes, 'latin1') }))
    expect(refusal).toMatchObject({ code: 'bad-input' })
  })

  it('is refused one byte above the limit of its kind', () => {
    for (const [type, { maxBytes }] of Object.entries(fileTypes) as [FileType, { maxBytes: number }][]) {
      expect(detectType(padded(type, maxBytes))).toBe(type)
      const refusal = attempt(() => files.save('s1', { name: 'a', bytes: padded(type, maxBytes + 1) }))
      expect(refusal).toMatchObject({ code: 'too-large' })
    }
    expect(files.save('s1', { name: 'a', bytes: padded('audio/wav', 10_000_000) }).bytes).toBe(10_000_000)
  })

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\photos\\cat.png', 'cat.png'],
    ['a\r\nb\u0000c\u202e', 'a b c'],
    ['', 'file.png'],
    ['/', 'file.png'],
    ['😀'.repeat(200), '😀'.repeat(120)],
    ['x\ud800', 'x\ufffd'],
  ])('with the name %j is called %j', (given, name) => {
    expect(files.save('s1', { name: given, bytes: png }).name).toBe(name)
  })

  it('is out of reach of other conversations, and of what is no id', async () => {
    const { id, ...rest } = files.save('s1', { name: 'secret.png', bytes: png })
    const services = createFileServices(files, 's2', {} as never, 'sha256:x')
    for (const session of ['s2', '', '%', "s1' OR 1=1 --", 's1\u0000']) {
      expect(attempt(() => files.read(session, id))).toMatchObject({ code: 'not-found' })
      expect(attempt(() => files.references(session, [id]))).toMatchObject({ code: 'not-found' })
    }
    await expect(services.fileParts([{ id, ...rest }])).rejects.toMatchObject({ code: 'not-found' })
    await expect(services.transcribe({ id, ...rest }, AbortSignal.timeout(1_000))).rejects.toMatchObject({
      code: 'not-found',
    })
    for (const odd of [{}, [], 1, null, undefined, Buffer.from('x')]) {
      expect(attempt(() => files.references('s1', [odd]))).toMatchObject({ code: 'not-found' })
      await expect(services.fileParts([{ ...rest, id: odd as string }])).rejects.toMatchObject({ code: 'not-found' })
    }
    await expect(services.fileParts([null as never])).rejects.toMatchObject({ code: 'not-found' })
  })

  it('is let go of after its time', () => {
    const { id } = files.save('s1', { name: 'a', bytes: png })
    now += fileLimits.keptDays * 86_400_000
    const second = files.save('s1', { name: 'a', bytes: png }).id
    expect(files.read('s1', id).content).toEqual(png)
    now += 1
    files.save('s1', { name: 'a', bytes: png })
    expect(attempt(() => files.read('s1', id))).toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(/30 days/),
    })
    expect(files.read('s1', second).content).toEqual(png)
  })

  it('is refused when its conversation or the store is full', () => {
    const fill = (session: string, bytes: number) =>
      database
        .prepare(
          `INSERT INTO file (session_id, id, name, media_type, bytes, content, saved_at) VALUES (?, ?, '', '', ?, x'', ?)`,
        )
        .run(session, session, bytes, now)
    fill('s1', fileLimits.sessionBytes)
    expect(attempt(() => files.save('s1', { name: 'a', bytes: png }))).toMatchObject({ code: 'storage-full' })
    expect(files.save('s2', { name: 'a', bytes: png }).name).toBe('a')
    fill('s3', fileLimits.totalBytes - fileLimits.sessionBytes)
    expect(attempt(() => files.save('s2', { name: 'a', bytes: png }))).toMatchObject({ code: 'storage-full' })
  })

  it('is one of five in a message', () => {
    const ids = Array.from({ length: 6 }, () => files.save('s1', { name: 'a', bytes: png }).id)
    expect(files.references('s1', ids.slice(1))).toHaveLength(5)
    expect(attempt(() => files.references('s1', ids))).toMatchObject({ code: 'bad-input' })
  })

  it('leaves nothing readable on disk', () => {
    files.save('s1', { name: 'salaries', bytes: Buffer.concat([png, Buffer.from('swordfish'.repeat(1_000))]) })
    for (const file of readdirSync(join(folder, 'store'))) {
      const content = readFileSync(join(folder, 'store', file))
      expect(content.includes('swordfish') || content.includes('salaries')).toBe(false)
    }
  })
})

describe('a model', () => {
  it('is handed files in the form that it takes', async () => {
    const services = createFileServices(files, 's1', {} as never, 'sha256:x')
    const kinds = ['image/webp', 'audio/mp4', 'application/pdf'] as const
    const sent = kinds.map((kind) => files.save('s1', { name: `a.${kind}`, bytes: sampleFiles[kind] }))
    const base64 = kinds.map((kind) => sampleFiles[kind].toString('base64'))
    expect(await services.fileParts(sent)).toEqual([
      { type: 'image_url', image_url: { url: `data:image/webp;base64,${base64[0]}` } },
      { type: 'input_audio', input_audio: { data: base64[1], format: 'm4a' } },
      { type: 'file', file: { filename: 'pdf', file_data: `data:application/pdf;base64,${base64[2]}` } },
    ])
  })

  it('is not handed more than one call can carry', async () => {
    const services = createFileServices(files, 's1', {} as never, 'sha256:x')
    const sent = [1, 2].map(() => files.save('s1', { name: 'a', bytes: padded('audio/wav', 10_000_000) }))
    await expect(services.fileParts(sent)).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringMatching(/20\.0 MB/),
    })
    expect(await services.fileParts(sent.slice(1))).toHaveLength(1)
  })
})

describe('a recording', () => {
  it('is written down by the broker, and a picture is not', async () => {
    const broker = await oneAnswerBroker(() => ({ body: { text: 'Hello there' } }))
    const services = createFileServices(files, 's1', broker.client, 'sha256:x')
    const signal = AbortSignal.timeout(5_000)
    const sound = files.save('s1', { name: 'hello.ogg', bytes: sampleFiles['audio/ogg'] })
    expect(await services.transcribe(sound, signal)).toBe('Hello there')
    expect(broker.calls[0]).toMatchObject({ path: '/v1/audio/transcriptions', headers: { [bundleHeader]: 'sha256:x' } })
    const request = transcriptionRequestSchema.parse(broker.calls[0]?.body)
    expect(Buffer.from(request.data, 'base64')).toEqual(sampleFiles['audio/ogg'])
    const picture = files.save('s1', { name: 'a.png', bytes: png })
    await expect(services.transcribe(picture, signal)).rejects.toMatchObject({ code: 'bad-input' })
    expect(broker.calls).toHaveLength(1)
    await broker.close()
  })

  it.each([
    ['refuses', { status: 403, body: { error: { code: 'not-allowed', message: 'no' } } }, 'not-allowed'],
    ['talks nonsense', { body: { words: 1 } }, 'model-unavailable'],
    ['hangs up', null, 'not-ready'],
  ])('says so when the broker %s', async (_name, answer, code) => {
    const broker = await oneAnswerBroker(() => answer)
    const services = createFileServices(files, 's1', broker.client, 'sha256:x')
    const sound = files.save('s1', { name: 'a', bytes: sampleFiles['audio/ogg'] })
    await expect(services.transcribe(sound, AbortSignal.timeout(5_000))).rejects.toMatchObject({ code })
    await broker.close()
  })
})
