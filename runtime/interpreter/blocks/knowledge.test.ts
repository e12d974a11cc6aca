import { mkdtempSync, rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { recall } from '@/domain/blueprint/block-kinds/recall'
import { remember } from '@/domain/blueprint/block-kinds/remember'
import { searchDocuments } from '@/domain/blueprint/block-kinds/search-documents'
import { createLog } from '../../host/log'
import { createDocumentIntake } from '../../knowledge/document-intake'
import { openDocuments } from '../../knowledge/documents'
import { openMemories } from '../../knowledge/memories'
import { type Database, openStore } from '../../store/open-store'
import { hashEmbed } from '../../testing/hash-embed'
import type { BlockContext, BlockRunner } from '../block-runner'
import { recallRunner } from './recall'
import { rememberRunner } from './remember'
import { searchDocumentsRunner } from './search-documents'

let folder: string
let database: Database

beforeEach(() => {
  folder = mkdtempSync('/tmp/bh-knowledge-')
  database = openStore(folder, 'a-key-of-at-least-thirty-two-chars')
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

const embed = hashEmbed()

/** What these three blocks look at. */
function context(key: string, session: string, content: string): BlockContext {
  const seen: Pick<BlockContext, 'key' | 'run' | 'scope' | 'now'> & { services: Partial<BlockContext['services']> } = {
    key,
    run: { id: 'r1', session, bundleDigest: 'sha256:x' },
    scope: { input: { content }, session: { id: session } },
    now: () => new Date(0),
    services: {
      memories: (namespace) => openMemories(database, namespace, embed),
      documents: (collection) => openDocuments(database, collection, embed),
    },
  }
  return seen as BlockContext
}

const run = (runner: BlockRunner, config: object, ...of: Parameters<typeof context>) =>
  runner.prepare({ ...config }, 'block').run(context(...of))

it('remembers once for each step, and recalls one memory a line', async () => {
  for (const _try of [1, 2]) {
    expect(await run(rememberRunner, remember.defaults(), 'r1/a', 's1', 'Likes green\n\ntea')).toEqual({
      port: 'out',
      output: { id: 'r1/a', replaced: false },
    })
  }
  await run(rememberRunner, remember.defaults(), 'r1/b', 's1', 'Drinks tea daily')
  expect(await run(recallRunner, recall.defaults(), 'r2/a', 's1', 'green tea')).toEqual({
    port: 'out',
    output: {
      text: 'Likes green tea\nDrinks tea daily',
      memories: [
        { id: 'r1/a', key: '', text: 'Likes green\n\ntea', at: '1970-01-01T00:00:00.000Z' },
        { id: 'r1/b', key: '', text: 'Drinks tea daily', at: '1970-01-01T00:00:00.000Z' },
      ],
      count: 2,
    },
  })
})

it('keeps conversations apart, and shares what is the tenant’s', async () => {
  const tenant = { ...remember.defaults(), scope: 'tenant', key: 'hours' }
  await run(rememberRunner, remember.defaults(), 'r1/a', 's1', 'the password is swordfish')
  await run(rememberRunner, tenant, 'r1/b', 's1', 'open until nine')
  expect(await run(rememberRunner, tenant, 'r2/b', 's2', 'open until ten')).toMatchObject({
    output: { replaced: true },
  })
  const found = async (scope: string, session: string) =>
    (await run(recallRunner, { ...recall.defaults(), scope }, 'r3/a', session, 'password, open')) as { output: unknown }
  expect((await found('session', 's2')).output).toEqual({ text: '', memories: [], count: 0 })
  expect((await found('tenant', 's1')).output).toMatchObject({ text: 'open until ten', count: 1 })
  expect((await found('session', 's1')).output).toMatchObject({ text: 'the password is swordfish', count: 1 })
})

it('finds passages with where they stand, and an empty list when there are none', async () => {
  const intake = createDocumentIntake({
    database,
    embed,
    readPdf: async () => ['Refunds within thirty days'],
    now: () => new Date(0),
    log: createLog(() => undefined),
  })
  intake.add('documents', { name: 'terms.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-') })
  await intake.idle()
  expect(await run(searchDocumentsRunner, searchDocuments.defaults(), 'r1/a', 's1', 'refunds?')).toEqual({
    port: 'out',
    output: {
      text: '[terms.pdf, page 1]\nRefunds within thirty days',
      passages: [{ document: 'terms.pdf', heading: '', page: 1, text: 'Refunds within thirty days' }],
      count: 1,
    },
  })
  const other = { ...searchDocuments.defaults(), collection: 'other' }
  expect(await run(searchDocumentsRunner, other, 'r1/a', 's1', 'refunds?')).toEqual({
    port: 'out',
    output: { text: '', passages: [], count: 0 },
  })
})
