import { mkdtempSync, rmSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BulkheadError } from '@/domain/errors'
import { type Database, openStore } from '../store/open-store'
import { hashEmbed } from '../testing/hash-embed'
import type { Embed } from './embed'
import { knowledgeLimits } from './limits'
import { openMemories } from './memories'

let folder: string
let database: Database

beforeEach(() => {
  folder = mkdtempSync('/tmp/bh-memory-')
  database = openStore(folder, 'a-key-of-at-least-thirty-two-chars')
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

const at = new Date('2026-01-02T03:04:05Z')
const none: Embed = async () => {
  throw new BulkheadError('model-unavailable', 'There is no embedding model.')
}
const open = (memory = 'notes', session: string | null = 's1', embed: Embed = hashEmbed()) =>
  openMemories(database, { memory, session }, embed)
const entry = (id: string, text: string, key = '') => ({ id, key, text, at })
const textsOf = (memories: readonly { text: string }[]) => memories.map(({ text }) => text)

describe('what is remembered', () => {
  it('is found by what it means and by its words, best first', async () => {
    const embed = hashEmbed({ means: { automobile: 'car', bicycle: 'bike' } })
    const memories = open('notes', 's1', embed)
    await memories.remember(entry('1', 'Her automobile is green'))
    await memories.remember(entry('2', 'The bicycle got stolen'))
    await memories.remember(entry('3', 'Delivery on Fridays'))
    expect(textsOf(await memories.recall('car', 5))).toEqual(['Her automobile is green'])
    expect(textsOf(await memories.recall('fridays delivery, green', 5))).toEqual([
      'Delivery on Fridays',
      'Her automobile is green',
    ])
    expect(await memories.recall('bike', 1)).toEqual([
      { id: '2', key: '', text: 'The bicycle got stolen', at: at.toISOString() },
    ])
  })

  it('is kept once, however often its step is repeated', async () => {
    const memories = open()
    const answers = [entry('1', 'likes tea'), entry('1', 'likes tea')].map((each) => memories.remember(each))
    expect(await Promise.all(answers)).toEqual([
      { id: '1', replaced: false },
      { id: '1', replaced: false },
    ])
    expect(await open().remember(entry('1', 'another text'))).toEqual({ id: '1', replaced: false })
    expect(textsOf(await memories.recall('tea text', 5))).toEqual(['likes tea'])
  })

  it('is replaced under the same key, and a late repeat of the older step does not bring it back', async () => {
    const memories = open()
    await memories.remember(entry('1', 'drinks coffee', 'drink'))
    expect(await memories.remember(entry('2', 'drinks tea', 'drink'))).toEqual({ id: '2', replaced: true })
    await memories.remember(entry('3', 'sings', ''))
    await memories.remember(entry('4', 'sings', ''))
    expect(await memories.remember(entry('1', 'drinks coffee', 'drink'))).toEqual({ id: '1', replaced: false })
    expect(await memories.remember(entry('2', 'drinks tea', 'drink'))).toEqual({ id: '2', replaced: true })
    expect(textsOf(await memories.recall('drinks coffee tea', 5))).toEqual(['drinks tea'])
    expect(await memories.recall('sings', 5)).toHaveLength(2)
  })

  it('is found by its key as well', async () => {
    await open().remember(entry('1', 'blue', 'favourite colour'))
    for (const embed of [hashEmbed(), none]) {
      expect(textsOf(await open('notes', 's1', embed).recall('Which colour does he like?', 5))).toEqual(['blue'])
    }
  })

  it('is kept whole, whatever characters it holds', async () => {
    await open().remember(entry('1', 'before\u0000after 😀', 'a\u0000b'))
    expect(await open().recall('after', 5)).toMatchObject([{ text: 'before after 😀', key: 'a b' }])
  })

  it('is refused when empty, too long, or more than a memory holds', async () => {
    await expect(open().remember(entry('1', ' \n'))).rejects.toMatchObject({ code: 'bad-input' })
    const long = 'a'.repeat(knowledgeLimits.memoryChars + 1)
    await expect(open().remember(entry('1', long))).rejects.toMatchObject({ code: 'too-large' })
    const longKey = entry('1', 'text', 'k'.repeat(knowledgeLimits.memoryKeyChars + 1))
    await expect(open().remember(longKey)).rejects.toMatchObject({ code: 'too-large' })
    database.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${knowledgeLimits.memories})
      INSERT INTO memory (memory, owner, id, key, text, at) SELECT 'notes', 'session:s1', 'm' || i, 'k' || i, 'x', 0 FROM n`)
    await expect(open().remember(entry('1', 'more'))).rejects.toMatchObject({ code: 'storage-full' })
    expect(await open().remember(entry('1', 'newer', 'k7'))).toEqual({ id: '1', replaced: true })
  })
})

describe('a namespace', () => {
  const secret = 'the password is swordfish'
  const names = [
    "notes' OR 1=1 --",
    'notes"',
    'notes',
    'Notes',
    'notes\u0000',
    'nötes',
    'tenant',
    'session:s1',
    '%',
    '',
  ]
  const sessions = [null, 's1', 's2', 'tenant', 'session:s1', "s1' OR '1'='1", '%', '']

  it('is out of reach of every other one, whatever they are called', async () => {
    const all = names.flatMap((memory) => sessions.map((session) => ({ memory, session })))
    const unlike = async (embed: Embed) => {
      for (const [index, { memory, session }] of all.entries()) {
        const own = open(memory, session, embed)
        const found = await own.recall('what is the password?', 50)
        expect(textsOf(found), JSON.stringify({ memory, session })).toEqual([`${secret} of ${index}`])
      }
    }
    for (const [index, { memory, session }] of all.entries()) {
      // The same id and the same key everywhere: neither may meet another namespace's.
      await open(memory, session).remember(entry('1', `${secret} of ${index}`, 'password'))
    }
    await unlike(hashEmbed())
    await unlike(none)
  })

  it('answers by its own rows even when others hold far nearer ones', async () => {
    for (let index = 0; index < 300; index += 1) {
      await open('notes', `other-${index}`).remember(entry('1', 'exactly this question'))
    }
    await open('notes', 's1').remember(entry('1', 'this is mine'))
    expect(textsOf(await open('notes', 's1').recall('exactly this question', 5))).toEqual(['this is mine'])
  })

  it('is not found in by documents, nor the other way round', async () => {
    await open('documents', null).remember(entry('1', secret))
    database.exec(`INSERT INTO document (collection, id, name, media_type, bytes, state, revision, added_at)
      VALUES ('notes', 'd', 'a.txt', 'text/plain', 1, 'ready', 'r', 0);
      INSERT INTO passage (collection, document, position, heading, text) VALUES ('notes', 'd', 0, '', 'swordfish')`)
    expect(await open('notes', null).recall('swordfish', 5)).toEqual([])
  })
})

describe('a search', () => {
  it('works by words alone without a model, and by meaning again once there is one', async () => {
    const memories = open('notes', 's1', none)
    await memories.remember(entry('1', 'The invoices are due on Monday'))
    await memories.remember(entry('2', 'His automobile is red'))
    expect(textsOf(await memories.recall('invoice?', 5))).toEqual(['The invoices are due on Monday'])
    expect(await memories.recall('car', 5)).toEqual([])
    const later = open('notes', 's1', hashEmbed({ means: { automobile: 'car' } }))
    expect(textsOf(await later.recall('car', 5))).toEqual(['His automobile is red'])
  })

  it('survives another model with vectors of another size', async () => {
    const means = { automobile: 'car' }
    await open('notes', 's1', hashEmbed({ means })).remember(entry('1', 'automobile'))
    for (const embed of [
      hashEmbed({ means, model: 'newer', size: 64 }),
      hashEmbed({ means, model: 'newer', size: 128 }),
      hashEmbed({ means }),
    ]) {
      expect(textsOf(await open('notes', 's1', embed).recall('car', 5))).toEqual(['automobile'])
    }
  })

  it('takes any text for a query', async () => {
    const memories = open()
    await memories.remember(entry('1', 'plain words AND "quotes" NEAR(me)'))
    for (const query of [
      '',
      '  ',
      '"',
      '""""',
      'AND',
      'NEAR(',
      'text:words',
      '*',
      '-',
      'a"b',
      '\u0000',
      '😀',
      '^a',
      '{a b}',
    ]) {
      await memories.recall(query, 5)
    }
    expect(textsOf(await open('notes', 's1', none).recall('NOT "quotes', 5))).toHaveLength(1)
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (query) => {
        await open('notes', 's1', none).recall(query, 5)
      }),
      { numRuns: 200 },
    )
  })

  it('finds words across case, accents and endings', async () => {
    await open('notes', 's1', none).remember(entry('1', 'Größere Cafés refunded'))
    for (const query of ['GRÖSSERE cafes', 'cafe', 'refunds']) {
      expect(await open('notes', 's1', none).recall(query, 5), query).toHaveLength(1)
    }
  })
})
