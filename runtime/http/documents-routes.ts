import type { IncomingMessage, ServerResponse } from 'node:http'
import { BulkheadError } from '@/domain/errors'
import type { Knowledge } from '../host/assemble-knowledge'
import { isDocumentsKey } from '../knowledge/documents-key'
import { knowledgeLimits } from '../knowledge/limits'
import { documentTypeOf } from '../knowledge/read-document'
import { answerJson, setCommonHeaders } from './answer'
import type { ReadUpload } from './read-upload'
import type { Route } from './routes'

type Deps = { knowledge: Pick<Knowledge, 'intake' | 'documents' | 'documentsKey'>; readUpload: ReadUpload }

const all = /^\/v1\/documents$/
const one = /^\/v1\/documents\/([0-9a-f-]{36})$/
/** What the block "Search documents" looks in when nothing is changed. */
const defaultCollection = 'documents'

/**
 * A tenant's documents, for whoever has the documents key. Any page may ask, because no cookie is looked at: the key is all.
 *   GET    /v1/documents?collection=         → { documents: DocumentEntry[] }
 *   POST   /v1/documents?collection=&name=   the file itself as the body → 202 { document: DocumentEntry }
 *   DELETE /v1/documents/<id>?collection=    → 204
 */
export function documentsRoutes({ knowledge, readUpload }: Deps): readonly Route[] {
  const guarded =
    (handle: Route['handle']): Route['handle'] =>
    (request, response, match) => {
      response.setHeader('access-control-allow-origin', '*')
      requireKey(request, knowledge.documentsKey)
      return handle(request, response, match)
    }
  const list: Route['handle'] = (request, response) => {
    const { collection } = query(request)
    answerJson(response, 200, { documents: knowledge.documents(collection).list() })
  }
  const add: Route['handle'] = async (request, response) => {
    const { collection, name } = query(request)
    const mediaType = documentTypeOf(request.headers['content-type'], name)
    const bytes = await readUpload(request, knowledgeLimits.documentBytes)
    answerJson(response, 202, { document: knowledge.intake.add(collection, { name, mediaType, bytes }) })
  }
  const remove: Route['handle'] = (request, response, match) => {
    const { collection } = query(request)
    if (!knowledge.documents(collection).remove(match[1] ?? '')) {
      throw new BulkheadError('not-found', `There is no such document in the collection "${collection}".`)
    }
    setCommonHeaders(response)
    response.writeHead(204)
    response.end()
  }
  return [
    { method: 'GET', path: all, handle: guarded(list) },
    { method: 'POST', path: all, handle: guarded(add) },
    { method: 'DELETE', path: one, handle: guarded(remove) },
    { method: 'OPTIONS', path: all, handle: allowPages },
    { method: 'OPTIONS', path: one, handle: allowPages },
  ]
}

function requireKey(request: IncomingMessage, key: string): void {
  const given = /^Bearer (\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
  if (isDocumentsKey(given, key)) return
  throw new BulkheadError(
    'forbidden',
    "Documents need this agent's documents key: send it in the header authorization: Bearer <key>.",
  )
}

function query(request: IncomingMessage): { collection: string; name: string } {
  const { searchParams } = new URL(request.url ?? '/', 'http://runtime')
  return { collection: searchParams.get('collection') ?? defaultCollection, name: searchParams.get('name') ?? '' }
}

function allowPages(_request: IncomingMessage, response: ServerResponse): void {
  setCommonHeaders(response)
  response.setHeader('access-control-allow-origin', '*')
  response.setHeader('access-control-allow-headers', 'authorization, content-type')
  response.setHeader('access-control-allow-methods', 'GET, POST, DELETE')
  response.setHeader('access-control-max-age', '600')
  response.writeHead(204)
  response.end()
}
