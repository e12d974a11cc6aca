import { z } from 'zod'
import { readBoundedText } from '@/components/shell/bounded-text'
import { documentTypeOf } from './document-files'
import { DocumentsProblem, problemOf, unreachable } from './documents-problem'

/** One collection of one tenant, at the tenant's own address: nothing of it passes the control plane. */
export type DocumentsPlace = { url: string; key: string; collection: string }

const documentSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  bytes: z.number().nonnegative(),
  state: z.enum(['indexing', 'ready', 'failed']),
  why: z.string().nullable(),
  passages: z.number().nonnegative(),
  addedAt: z.iso.datetime().transform((at) => new Date(at)),
})
const listSchema = z.object({ documents: z.array(documentSchema).max(10_000) })

export type TenantDocument = z.infer<typeof documentSchema>

const waitMs = 20_000
/** A runtime gives an upload two minutes. */
const uploadMs = 150_000
const mostBytes = 5_000_000

export async function listDocuments(place: DocumentsPlace, signal: AbortSignal): Promise<TenantDocument[]> {
  const text = await ask('GET', addressOf(place), place, signal)
  try {
    return listSchema.parse(JSON.parse(text)).documents
  } catch (cause) {
    throw new DocumentsProblem('refused', 'The agent’s answer is not a list of documents.', { cause })
  }
}

/** Also when it was gone already. */
export async function removeDocument(place: DocumentsPlace, id: string): Promise<void> {
  try {
    await ask('DELETE', addressOf(place, { id }), place)
  } catch (error) {
    if (!(error instanceof DocumentsProblem && error.kind === 'gone')) throw error
  }
}

export type Sending = {
  file: File
  /** Called with how many bytes have left so far. */
  onSent: (bytes: number) => void
  signal: AbortSignal
}

/**
 * Settles when the runtime has the document on disk; it is found by a search a while later. With XMLHttpRequest, because
 * `fetch` cannot tell how far an upload is. No cookie travels.
 */
export function uploadDocument(place: DocumentsPlace, { file, onSent, signal }: Sending): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const stop = () => request.abort()
    request.open('POST', addressOf(place, { name: file.name }))
    request.timeout = uploadMs
    request.setRequestHeader('authorization', `Bearer ${place.key}`)
    request.setRequestHeader('content-type', documentTypeOf(file) ?? 'application/octet-stream')
    request.upload.onprogress = ({ loaded }) => onSent(loaded)
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve()
      else reject(problemOf(request.status, request.responseText))
    }
    request.onerror = () => reject(unreachable(place.url))
    request.ontimeout = () => reject(new DocumentsProblem('busy', 'The upload took too long. Try again.'))
    request.onabort = () => reject(signal.reason)
    request.onloadend = () => signal.removeEventListener('abort', stop)
    signal.throwIfAborted()
    signal.addEventListener('abort', stop)
    request.send(file)
  })
}

function addressOf({ url, collection }: DocumentsPlace, { id, name }: { id?: string; name?: string } = {}): string {
  const query = new URLSearchParams({ collection, ...(name === undefined ? {} : { name }) })
  return `${url.replace(/\/+$/, '')}/v1/documents${id === undefined ? '' : `/${id}`}?${query}`
}

async function ask(method: string, address: string, { key }: DocumentsPlace, signal?: AbortSignal): Promise<string> {
  const response = await reach(method, address, key, signal)
  const text = await readBoundedText(response, mostBytes).catch((cause: unknown) => {
    signal?.throwIfAborted()
    throw unreachable(address, cause)
  })
  if (!response.ok) throw problemOf(response.status, text ?? '')
  if (text === null) throw new DocumentsProblem('refused', 'The agent’s answer is longer than any list of documents.')
  return text
}

async function reach(method: string, address: string, key: string, signal?: AbortSignal): Promise<Response> {
  const late = AbortSignal.timeout(waitMs)
  try {
    return await fetch(address, {
      method,
      headers: { authorization: `Bearer ${key}` },
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: signal === undefined ? late : AbortSignal.any([signal, late]),
    })
  } catch (cause) {
    signal?.throwIfAborted()
    throw unreachable(address, cause)
  }
}
