import { BulkheadError } from '@/domain/errors'
import { type Chunk, chunkText } from './chunk'
import { knowledgeLimits } from './limits'
import type { ReadPdf } from './pdf-reader'

export const documentTypes = ['text/plain', 'text/markdown', 'application/pdf'] as const
export type DocumentType = (typeof documentTypes)[number]

export type PlacedChunk = Chunk & { page: number | null }

const typeOfEnding: Readonly<Record<string, DocumentType>> = {
  txt: 'text/plain',
  text: 'text/plain',
  md: 'text/markdown',
  markdown: 'text/markdown',
  pdf: 'application/pdf',
}

/** What the sender says it is, or, where that says nothing, what the name's ending says. Throws `bad-input`. */
export function documentTypeOf(contentType: string | undefined, name: string): DocumentType {
  const said = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const ofName = typeOfEnding[name.slice(name.lastIndexOf('.') + 1).toLowerCase()]
  const known = documentTypes.find((type) => type === said)
  // Browsers call Markdown plain text, or nothing at all.
  if (known !== undefined) return known === 'text/plain' && ofName === 'text/markdown' ? ofName : known
  if (ofName !== undefined && ['', 'application/octet-stream', 'text/x-markdown'].includes(said)) return ofName
  throw new BulkheadError(
    'bad-input',
    `A document is a text, Markdown or PDF file; "${said.slice(0, 100)}" is none of them. ` +
      `Send it with the header content-type: ${documentTypes.join(', ')}.`,
  )
}

/** Throws `bad-input` for what can be seen at once not to be of its type. */
export function checkContent(type: DocumentType, bytes: Buffer): void {
  if (bytes.length === 0) throw new BulkheadError('bad-input', 'The document is empty.')
  if (type === 'application/pdf') {
    if (bytes.subarray(0, 1_024).includes('%PDF-')) return
    throw new BulkheadError('bad-input', 'The file says it is a PDF, but it is not.')
  }
  if (decode(bytes).trim() === '') throw new BulkheadError('bad-input', 'The document holds no text.')
}

/** Cut for the search. A PDF's chunks never go over the end of a page. */
export async function readDocument(
  type: DocumentType,
  bytes: Buffer,
  readPdf: ReadPdf,
  signal: AbortSignal,
): Promise<PlacedChunk[]> {
  if (type !== 'application/pdf') {
    const chunks = chunkText(decode(bytes), type === 'text/markdown' ? 'markdown' : 'plain')
    return chunks.map((chunk) => ({ ...chunk, page: null }))
  }
  const pages = await readPdf(bytes, signal)
  const chars = pages.reduce((sum, page) => sum + page.length, 0)
  if (chars > knowledgeLimits.documentChars) {
    throw new BulkheadError('too-large', `The PDF holds more than ${knowledgeLimits.documentChars} characters of text.`)
  }
  return pages.flatMap((text, index) =>
    chunkText(cleaned(text), 'plain').map((chunk) => ({ ...chunk, page: index + 1 })),
  )
}

function decode(bytes: Buffer): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (!text.includes('\u0000')) return text.replace(/\r\n?/g, '\n')
  } catch {
    // Said below.
  }
  throw new BulkheadError('bad-input', 'The document is not text in UTF-8. Save it as UTF-8 and upload it again.')
}

/** A database's text ends at a NUL, and half a character is none. */
const cleaned = (text: string) => text.replaceAll('\u0000', ' ').toWellFormed()
