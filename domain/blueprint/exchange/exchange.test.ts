import { describe, expect, it } from 'vitest'
import { supportDesk } from '../starters/support-desk'
import type { SubflowReference } from './blueprint-file'
import { matchSubflows } from './match-subflows'
import { readImport } from './read-import'
import { blueprintFileName, writeBlueprintFile } from './write-blueprint-file'

const file = () => writeBlueprintFile(supportDesk, [])

const refusal = (value: unknown) => {
  try {
    readImport(typeof value === 'string' ? value : JSON.stringify(value))
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('it was read')
}

describe('a file that cannot be read is refused with the place and what to do', () => {
  it('when it is no JSON, empty or something else', () => {
    expect(refusal('{"format": ')).toMatch(/not JSON.*Choose the file as it was exported/)
    expect(refusal('  ')).toMatch(/nothing in it/)
    expect(refusal({ hello: 1 })).toMatch(/no blueprint.*"format": "bulkhead-blueprint"/)
  })

  it('when a newer product wrote it', () => {
    expect(refusal({ ...file(), formatVersion: 2 })).toMatch(/newer Bulkhead \(format 2; this one reads 1\)/)
  })

  it('when a part is missing, unknown or wrong', () => {
    expect(refusal({ ...file(), name: '' })).toMatch(/damaged\. At name: is empty/)
    expect(refusal({ ...file(), tenantValues: {} })).toMatch(/At tenantValues: is not known here/)
    const document = { ...file().document, blocks: { a: { kind: 'teleport', label: 'A', config: {} } } }
    expect(refusal({ ...file(), document })).toMatch(/unknown kind "teleport"/)
  })

  it('when it is too long', () => {
    expect(refusal(`"${'x'.repeat(3_500_001)}"`)).toMatch(/3.5 million characters/)
  })
})

it('a file that was changed by hand is read, and says so', () => {
  const { document } = file()
  const changed = { ...document, policy: { sessions: 'move' } }
  expect(readImport(JSON.stringify({ ...file(), document: changed })).report.changed).toMatchObject([
    { what: 'The file', why: expect.stringContaining('digest does not fit') },
  ])
})

it('the name of a file is one for any disk', () => {
  expect(blueprintFileName('Support desk (EU)')).toBe('support-desk-eu.blueprint.json')
  expect(blueprintFileName('Köln / ../etc')).toBe('koln-etc.blueprint.json')
  expect(blueprintFileName('💡')).toBe('blueprint.blueprint.json')
})

describe('of the versions here that say the same', () => {
  const digest = `sha256:${'a'.repeat(64)}`
  const from = { blueprint: '00000000-0000-4000-8000-00000000000a', version: 3 }
  const there: SubflowReference = { ...from, name: 'Invoices', digest }
  const here = (blueprint: string, name: string, version: number, same = true): SubflowReference => {
    const id = `00000000-0000-4000-8000-00000000000${blueprint}`
    return { blueprint: id, name, version, digest: same ? digest : `sha256:${'b'.repeat(64)}` }
  }
  const calling = { blocks: { sub: { kind: 'subflow', label: 'Sub', config: { target: from, inputs: [] } } } }
  const match = (...versions: SubflowReference[]) => matchSubflows(calling, [there], versions)[0]

  it('the very same is taken, then one of the same name, then the newest', () => {
    expect(match(here('b', 'Invoices', 9), here('a', 'Renamed', 3))?.to).toMatchObject({ name: 'Renamed' })
    expect(match(here('b', 'Bills', 9), here('c', 'Invoices', 1))?.to).toMatchObject({ name: 'Invoices' })
    expect(match(here('b', 'Bills', 2), here('c', 'Receipts', 4))?.to).toMatchObject({ version: 4 })
  })

  it('one that only has the name, or only the id, is not taken', () => {
    expect(match(here('b', 'Invoices', 3, false))).toMatchObject({
      to: null,
      why: expect.stringContaining('no version of it'),
    })
    expect(match(here('a', 'Other', 3, false))).toMatchObject({
      to: null,
      todo: expect.stringContaining('Import it first'),
    })
    expect(matchSubflows(calling, [], [there])[0]).toMatchObject({ to: null, name: 'Unknown blueprint' })
  })
})
