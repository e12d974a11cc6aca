import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makePdf, passwordProtected } from '../testing/make-pdf'
import { createPdfReader, pdfLimits } from './pdf-reader'

const built = mkdtempSync('/tmp/bh-pdf-')
const program = join(built, 'read-pdf.mjs')
beforeAll(async () => {
  const entryPoints = [join(import.meta.dirname, 'read-pdf.ts')]
  await build({ entryPoints, bundle: true, platform: 'node', format: 'esm', outfile: program, logLevel: 'warning' })
})
afterAll(() => rmSync(built, { recursive: true }))

const read = (bytes: Buffer, signal = AbortSignal.timeout(20_000)) => createPdfReader(program)(bytes, signal)

describe('a PDF', () => {
  it('gives the text of each page', async () => {
    const pages = [['Refunds (all) within 30 days', 'Caf\\351 \\\\ bar'], [], ['Shipping takes two days']]
    expect(await read(makePdf(pages))).toEqual([
      'Refunds (all) within 30 days\nCaf\\351 \\\\ bar',
      '',
      'Shipping takes two days',
    ])
  })

  it.each([
    ['that is none', Buffer.from('hello'), /not a PDF/],
    ['that only says so', Buffer.from('%PDF-1.7\nhello'), /not a PDF/],
    ['cut off at the beginning', makePdf([['a']]).subarray(0, 40), /not a PDF/],
    ['with a password', makePdf([['a']], passwordProtected), /password/],
    ['without text', makePdf([[], []]), /no text/],
  ])('%s is refused in words for whoever uploaded it', async (_name, bytes, words) => {
    await expect(read(bytes)).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(words) })
  })

  it('of too many pages is refused', async () => {
    const pages = new Array<string[]>(2_001).fill([])
    await expect(read(makePdf(pages))).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringMatching(/2000/),
    })
  })
})

describe('a PDF that is a weapon', () => {
  /** 300 MB of operators in 300 kB. */
  const bomb = () => {
    const stream = deflateSync(Buffer.alloc(300_000_000, '(aaaaaaaaaaaaaaaa) Tj T*\n')).toString('latin1')
    return withContents(`<< /Length ${stream.length} /Filter /FlateDecode >>\nstream\n${stream}\nendstream`)
  }
  const withContents = (object: string) => {
    const text = makePdf([['x']]).toString('latin1')
    return Buffer.from(
      text.replace(/<< \/Length[\s\S]*?endstream/, () => object),
      'latin1',
    )
  }

  it('is stopped when it takes too much memory, and only its reader with it', async () => {
    await expect(read(bomb())).rejects.toMatchObject({ code: 'too-large' })
    expect(await read(makePdf([['still here']]))).toEqual(['still here'])
  })

  it('is stopped when it takes too long', async () => {
    const impatient = createPdfReader(program, { ...pdfLimits, timeMs: 1 })
    await expect(impatient(makePdf([['a']]), AbortSignal.timeout(20_000))).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringMatching(/takes too long/),
    })
  })

  it('is given up at once when the runtime stops', async () => {
    const stop = new AbortController()
    const reading = createPdfReader(program)(bomb(), stop.signal)
    stop.abort()
    await expect(reading).rejects.toMatchObject({ code: 'interrupted' })
    await expect(read(makePdf([['a']]), stop.signal)).rejects.toMatchObject({ code: 'interrupted' })
  })
})

describe('the process that reads', () => {
  const asReader = async (source: string) => {
    const folder = mkdtempSync('/tmp/bh-reader-')
    const script = join(folder, 'taken-over.mjs')
    writeFileSync(script, source.replaceAll('FOLDER', folder))
    try {
      const pages = await createPdfReader(script)(Buffer.from('%PDF-'), AbortSignal.timeout(20_000))
      return { answer: pages[0] ?? '', wrote: existsSync(join(folder, 'written')) }
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
  const attempt = (code: string) => `
    const tried = async () => { ${code} }
    const text = await tried().then((value) => 'did: ' + JSON.stringify(value), (error) => error.code ?? error.name)
    process.stdout.write(JSON.stringify({ page: 1, text }) + '\\n' + JSON.stringify({ pages: 1 }) + '\\n')`

  it.each([
    ['read a file', `return (await import('node:fs')).readFileSync('/etc/hostname', 'utf8')`, 'ERR_ACCESS_DENIED'],
    ['write beside itself', `(await import('node:fs')).writeFileSync('FOLDER/written', 'x')`, 'ERR_ACCESS_DENIED'],
    ['start a process', `(await import('node:child_process')).execFileSync('/bin/true')`, 'ERR_ACCESS_DENIED'],
    ['start a thread', `new (await import('node:worker_threads')).Worker('1', { eval: true })`, 'ERR_ACCESS_DENIED'],
    ['run code from a string', `return new Function('return 1')()`, 'EvalError'],
    ['see an environment', 'return Object.keys(process.env)', 'did: []'],
  ])('cannot %s, were it taken over', async (_name, code, outcome) => {
    expect(await asReader(attempt(code))).toEqual({ answer: outcome, wrote: false })
  })

  it.each([
    ['talks nonsense', `process.stdout.write('nonsense')`],
    ['ends in the middle', `process.stdout.write('{"page":1,"text":"a"}\\n')`],
    ['answers with other things than text', `process.stdout.write('{"page":1,"text":{}}\\n{"pages":1}\\n')`],
  ])('is not believed when it %s', async (_name, source) => {
    await expect(asReader(source)).rejects.toMatchObject({ code: 'bad-input' })
  })

  it('cannot fill the runtime by talking without end', async () => {
    const flood = `const line = 'x'.repeat(65536); const go = () => process.stdout.write(line, go); go()`
    await expect(asReader(flood)).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringMatching(/too much text/),
    })
  })
})
