import { createReadStream } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { getDocumentProxy } from 'unpdf'
import { knowledgeLimits } from './limits'
import type { PdfLine } from './pdf-reader'

/**
 * The program of a process of its own, without rights: the bytes of a PDF in, a line of JSON for each page out. PDFs come
 * from strangers, and reading one is 40,000 lines of parser.
 */
async function readPdf(bytes: Uint8Array): Promise<void> {
  const pdf = await getDocumentProxy(bytes, { useSystemFonts: false, verbosity: 0 })
  if (pdf.numPages > knowledgeLimits.documentPages) return say({ refused: 'pages' })
  for (let page = 1; page <= pdf.numPages; page += 1) await say({ page, text: await textOf(await pdf.getPage(page)) })
  await say({ pages: pdf.numPages })
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>

async function textOf(page: Page): Promise<string> {
  const { items } = await page.getTextContent()
  page.cleanup()
  return items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
}

/** Settles once it is written: nobody may ask for more than the reader takes. */
function say(line: PdfLine): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${JSON.stringify(line)}\n`, () => resolve()))
}

function why(error: unknown): 'encrypted' | 'damaged' {
  return error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'damaged'
}

const input = await buffer(createReadStream('', { fd: 0 }))
await readPdf(new Uint8Array(input)).catch((error: unknown) => say({ refused: why(error) }))
// pdf.js may leave timers behind.
process.exit(0)
