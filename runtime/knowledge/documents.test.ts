import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BulkheadError } from '@/domain/errors'
import { createLog } from '../host/log'
import { type Database, openStore } from '../store/open-store'
import { hashEmbed } from '../testing/hash-embed'
import { createDocumentIntake, type IntakeDeps } from './document-intake'
import { openDocuments } from './documents'
import type { Embed } from './embed'
import { knowledgeLimits } from './limits'
import { openMemories } from './memories'
import { documentTypeOf } from './read-document'

const key = 'a-key-of-at-least-thirty-two-chars'
let folder: string
let opened: Database[]
let database: Database
let logged: string

const open = () => {
  const store = openStore(folder, key)
  opened.push(store)
  return store
}
beforeEach(() => {
  folder = mkdtempSync('/tmp/bh-documents-')
  opened = []
  logged = ''
  database = open()
})
afterEach(() => {
  for (const store of opened) store.close()
  rmSync(folder, { recursive: true })
})

/** A PDF of this test's is its pages as JSON. */
const readPdf: IntakeDeps['readPdf'] = async (bytes) => JSON.parse(bytes.toString().slice('%PDF-'.length)) as string[]
const never = () => new Promise<never>(() => undefined)
const none: Embed = async () => {
  throw new BulkheadError('model-unavailable', 'There is no embedding model.')
}
const log = createLog((line) => {
  logged += line
})
const intake = (deps: Partial<IntakeDeps> = {}) =>
  createDocumentIntake({ database, embed: hashEmbed(), readPdf, now: () => new Date(1_000), log, ...deps })
const documents = (collection = 'documents', embed: Embed = hashEmbed()) => openDocuments(database, collection, embed)
const text = (name: string, content: string) => ({
  name,
  mediaType: documentTypeOf(undefined, name),
  bytes: Buffer.from(content),
})
const pdf = (name: string, pages: string[]) => text(name, `%PDF-${JSON.stringify(pages)}`)

async function add(collection: string, ...all: ReturnType<typeof text>[]) {
  const taken = intake()
  const entries = all.map((each) => taken.add(collection, each))
  await taken.idle()
  return entries
}

describe('a document', () => {
  it('is found in passages that know their document, heading and page', async () => {
    await add(
      'documents',
      text(
        'terms.md',
        '# Terms\n\nThey apply.\n\n## Refunds\n\nMoney back within thirty days.\n\n## Shipping\n\nTwo days.',
      ),
      pdf('manual.pdf', ['How to switch it on', 'Cleaning: use no water']),
      text('note.txt', 'The office is closed on Sundays.'),
    )
    expect(await documents().search('money refund', 1)).toEqual([
      {
        document: 'terms.md',
        heading: 'Terms › Refunds',
        page: null,
        text: '## Refunds\n\nMoney back within thirty days.',
      },
    ])
    expect(await documents().search('cleaning with water?', 1)).toEqual([
      { document: 'manual.pdf', heading: '', page: 2, text: 'Cleaning: use no water' },
    ])
    expect(documents().list()).toMatchObject([
      { name: 'manual.pdf', state: 'ready', passages: 2, mediaType: 'application/pdf', why: null },
      { name: 'note.txt', state: 'ready', passages: 1, bytes: 32, addedAt: '1970-01-01T00:00:01.000Z' },
      { name: 'terms.md', state: 'ready', passages: 3, mediaType: 'text/markdown' },
    ])
  })

  it('is found by what it means, though it shares no word with the question', async () => {
    const embed = hashEmbed({ means: { automobile: 'car' } })
    const taken = intake({ embed })
    taken.add('documents', text('a.txt', 'automobile'))
    taken.add('documents', text('b.txt', 'bicycle'))
    await taken.idle()
    expect(await documents('documents', embed).search('car', 5)).toMatchObject([{ text: 'automobile' }])
  })

  it('is found by its words alone while there is no model, and by meaning once there is one', async () => {
    const taken = intake({ embed: none })
    taken.add('documents', text('a.txt', 'automobile insurance'))
    await taken.idle()
    expect(documents().list()).toMatchObject([{ state: 'ready' }])
    expect(await documents('documents', none).search('insurances', 5)).toHaveLength(1)
    expect(await documents('documents', none).search('car', 5)).toEqual([])
    expect(await documents('documents', hashEmbed({ means: { automobile: 'car' } })).search('car', 5)).toHaveLength(1)
  })

  it('takes the place of the one of the same name, which is found until then', async () => {
    const [before] = await add('documents', text('prices.txt', 'Tea costs two'))
    const taken = intake()
    const after = taken.add('documents', text('prices.txt', 'Tea costs three'))
    expect(after).toMatchObject({ id: before?.id, state: 'indexing', passages: 1 })
    expect(await documents().search('tea', 5)).toMatchObject([{ text: 'Tea costs two' }])
    await taken.idle()
    expect(await documents().search('tea', 5)).toMatchObject([{ text: 'Tea costs three' }])
    expect(await documents().search('two', 5)).toEqual([])
    expect(documents().list()).toHaveLength(1)
  })

  it('that cannot be read says why, and what it was to replace is still found', async () => {
    await add('documents', pdf('a.pdf', ['Opening hours']))
    await add('documents', pdf('a.pdf', ['  ']))
    expect(documents().list()).toMatchObject([{ state: 'failed', why: 'The document holds no text.', passages: 1 }])
    expect(await documents().search('opening hours', 5)).toHaveLength(1)
    const broken = intake({ readPdf: () => Promise.reject(new Error('secret detail')) })
    broken.add('documents', pdf('a.pdf', ['x']))
    await broken.idle()
    expect(documents().list()).toMatchObject([{ state: 'failed', why: expect.stringMatching(/on our side/) }])
  })

  it('is gone once it is removed, also while it is being indexed', async () => {
    const [entry] = await add('documents', text('a.txt', 'Opening hours'))
    expect(documents().remove(entry?.id ?? '')).toBe(true)
    expect(documents().remove(entry?.id ?? '')).toBe(false)
    expect(await documents().search('opening hours', 5)).toEqual([])
    expect(documents().list()).toEqual([])
    const taken = intake()
    documents().remove(taken.add('documents', text('b.txt', 'Opening hours')).id)
    await taken.idle()
    expect(await documents().search('opening hours', 5)).toEqual([])
  })

  it('leaves nothing readable on disk and nothing in the log', async () => {
    await add('documents', text('salaries.txt', 'swordfish earns a lot'))
    for (const file of readdirSync(join(folder, 'store'))) {
      expect(readFileSync(join(folder, 'store', file)).includes('swordfish')).toBe(false)
    }
    expect(logged).toContain('document-indexed')
    expect(logged).not.toMatch(/swordfish|salaries/)
  })
})

describe('what is uploaded', () => {
  const refused = (document: ReturnType<typeof text>) => {
    try {
      intake().add('documents', document)
      return null
    } catch (error) {
      return error
    }
  }

  it.each([
    ['is empty', text('a.txt', ''), 'bad-input'],
    ['holds no text', text('a.txt', ' \n\t'), 'bad-input'],
    ['is not UTF-8', { ...text('a.txt', ''), bytes: Buffer.from([0x47, 0xfc, 0x6e]) }, 'bad-input'],
    ['is binary', text('a.txt', 'a\u0000b'), 'bad-input'],
    ['is no PDF', text('a.pdf', 'hello'), 'bad-input'],
    ['has no name', { ...text('a.txt', 'x'), name: ' ' }, 'bad-input'],
    ['has a name with a line break', { ...text('a.txt', 'x'), name: 'a\nb.txt' }, 'bad-input'],
    ['has a name too long', text(`${'a'.repeat(200)}.txt`, 'x'), 'bad-input'],
    ['is too large', text('a.txt', 'x'.repeat(knowledgeLimits.documentBytes + 1)), 'too-large'],
  ])('is refused when it %s', (_name, document, code) => {
    expect(refused(document)).toMatchObject({ code })
    expect(documents().list()).toEqual([])
  })

  it('is taken for what it is said to be, or else for what its name says', () => {
    expect(documentTypeOf('text/plain; charset=utf-8', 'a')).toBe('text/plain')
    expect(documentTypeOf('text/plain', 'a.md')).toBe('text/markdown')
    expect(documentTypeOf('application/octet-stream', 'a.PDF')).toBe('application/pdf')
    expect(() => documentTypeOf('image/png', 'a.pdf')).toThrow(/text, Markdown or PDF/)
    expect(() => documentTypeOf(undefined, 'a.exe')).toThrow(/content-type/)
  })

  it('is refused when its collection is full, or there are too many collections', async () => {
    database.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${knowledgeLimits.documentsInCollection})
      INSERT INTO document (collection, id, name, media_type, bytes, state, revision, added_at)
      SELECT 'documents', 'd' || i, 'n' || i, 'text/plain', 1, 'ready', 'r', 0 FROM n`)
    expect(refused(text('more.txt', 'x'))).toMatchObject({ code: 'storage-full' })
    expect(refused({ ...text('a.txt', 'x'), name: 'n7' })).toBeNull()
    database.exec(`UPDATE document SET collection = 'c' || (rowid % ${knowledgeLimits.collections})`)
    expect(refused(text('more.txt', 'x'))).toMatchObject({ code: 'storage-full' })
  })

  it('is refused when it has more passages than its collection may hold', async () => {
    await add('documents', text('a.txt', 'Opening hours'))
    database.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${knowledgeLimits.passagesInCollection - 1})
      INSERT INTO passage (collection, document, position, heading, text, vector_model, vector_size, vector)
      SELECT collection, id, i, '', 'x', 'm', 1, x'00000000' FROM n, document`)
    await add('documents', text('b.txt', 'One more'))
    expect(documents().list()).toMatchObject([
      { state: 'ready' },
      { state: 'failed', why: expect.stringMatching(/passages/) },
    ])
  })
})

describe('a collection', () => {
  it('is out of reach of every other one and of memories', async () => {
    const names = ['documents', 'document', 'documents-', 'documents_', 'd', 'tenant', 'session', 'x'.repeat(40)]
    for (const name of names) await add(name, text('secret.txt', `swordfish of ${names.indexOf(name)}`))
    await openMemories(database, { memory: 'documents', session: null }, hashEmbed()).remember({
      id: '1',
      key: '',
      text: 'swordfish of a memory',
      at: new Date(0),
    })
    const all = names.flatMap((name) => documents(name).list())
    for (const name of ["d' OR 1=1 --", '"', '%', '_', '', 'documents\u0000', 'Documents', 'documents ', '*']) {
      expect(await documents(name).search('swordfish', 50)).toEqual([])
      expect(documents(name).list()).toEqual([])
      for (const { id } of all) expect(documents(name).remove(id)).toBe(false)
      expect(() => intake().add(name, text('a.txt', 'x'))).toThrow(/name of the collection/)
    }
    for (const name of names) {
      for (const embed of [hashEmbed(), none]) {
        const found = await documents(name, embed).search('swordfish', 50)
        expect(found.map(({ text: each }) => each)).toEqual([`swordfish of ${names.indexOf(name)}`])
      }
      const own = documents(name).list()
      expect(own).toHaveLength(1)
      for (const { id } of all) if (id !== own[0]?.id) expect(documents(name).remove(id)).toBe(false)
    }
    expect(names.flatMap((name) => documents(name).list())).toHaveLength(names.length)
  })
})

describe('indexing that is cut off', () => {
  /** As a restarted runtime would find it: the first one never comes back. */
  const restart = () => {
    database = open()
    return intake()
  }
  const untilCalled = () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    return { called: promise, call: resolve }
  }

  it('while a document is read is taken up again', async () => {
    const { called, call } = untilCalled()
    const reading: IntakeDeps['readPdf'] = () => {
      call()
      return never()
    }
    intake({ readPdf: reading }).add('documents', pdf('a.pdf', ['Opening hours']))
    await called
    const again = restart()
    expect(documents().list()).toMatchObject([{ state: 'indexing', passages: 0 }])
    again.resumeIndexing()
    await again.idle()
    expect(documents().list()).toMatchObject([{ state: 'ready', passages: 1 }])
    expect(await documents().search('opening', 5)).toHaveLength(1)
  })

  it('between two batches of vectors goes on where it was', async () => {
    const { called, call } = untilCalled()
    const sizes: number[] = []
    const embedding: Embed = (texts) => {
      sizes.push(texts.length)
      if (sizes.length === 1) return hashEmbed()(texts)
      call()
      return never()
    }
    const content = Array.from({ length: 120 }, (_, index) => `# Part ${index}\n\nIt is about number${index}.`).join(
      '\n\n',
    )
    intake({ embed: embedding }).add('documents', text('a.md', content))
    await called
    expect(sizes).toEqual([96, 24])
    const again = restart()
    expect(documents().list()).toMatchObject([{ state: 'indexing', passages: 120 }])
    again.resumeIndexing()
    await again.idle()
    expect(documents().list()).toMatchObject([{ state: 'ready', passages: 120 }])
    expect(await documents().search('number119', 1)).toMatchObject([{ heading: 'Part 119' }])
  })

  it('by the document itself, each time, is not tried for ever', async () => {
    database.exec(`INSERT INTO document (collection, id, name, media_type, bytes, state, revision, tries, content, added_at)
      VALUES ('documents', 'd', 'bomb.pdf', 'application/pdf', 1, 'indexing', 'r', ${knowledgeLimits.tries}, x'00', 0)`)
    const again = intake({ readPdf: never })
    again.resumeIndexing()
    await again.idle()
    expect(documents().list()).toMatchObject([{ state: 'failed', why: expect.stringMatching(/stopped each time/) }])
  })

  it('by an orderly stop is not held against the document', async () => {
    const { called, call } = untilCalled()
    const stopped = intake({
      readPdf: (_bytes, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new BulkheadError('interrupted', 'stopped')))
          call()
        }),
    })
    stopped.add('documents', pdf('a.pdf', ['Opening hours']))
    await called
    await stopped.close()
    expect(database.prepare('SELECT state, tries, content IS NULL AS gone FROM document').all()).toEqual([
      { state: 'indexing', tries: 0, gone: 0 },
    ])
    const again = restart()
    again.resumeIndexing()
    await again.idle()
    expect(documents().list()).toMatchObject([{ state: 'ready' }])
  })
})
