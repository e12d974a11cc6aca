import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { digestOf } from './digest'
import { isError, lint } from './lint'
import { parseDocument } from './parse'
import { compileForTest } from './testing/compile-for-test'

/** Written by the product as it was before, with the digests that it gave them then. Add to them, never change one. */
const folder = join(import.meta.dirname, 'testing/earlier-documents')
const files = readdirSync(folder)
const read = (file: string) =>
  JSON.parse(readFileSync(join(folder, file), 'utf8')) as { digest: string; document: unknown }

it('there are some', () => {
  expect(files.length).toBeGreaterThanOrEqual(6)
})

it.each(files)('%s still opens, keeps its digest, and compiles', (file) => {
  const { digest, document } = read(file)
  const opened = parseDocument(document)
  expect(digestOf(opened)).toBe(digest)
  expect(lint(opened).filter(isError)).toEqual([])
  expect(compileForTest(opened).bundle.steps).toHaveLength(Object.keys(opened.blocks).length)
})
