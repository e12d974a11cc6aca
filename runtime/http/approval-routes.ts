import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { BulkheadError } from '@/domain/errors'
import type { ApprovalView } from '@/domain/runtime/runtime-api'
import { answerJson } from './answer'
import type { Route, RouteDeps } from './routes'

const path = /^\/v1\/approvals\/([0-9a-f-]{36})$/

/**
 * What a question asks, for whoever decides. It is read by the decider's browser straight from here: the view key is all
 * that is needed, no cookie is looked at, so any page may ask.
 */
export function approvalRoutes(deps: RouteDeps): readonly Route[] {
  return [
    { method: 'GET', path, handle: (request, response, match) => getApproval(deps, request, response, match[1] ?? '') },
    { method: 'OPTIONS', path, handle: (_request, response) => allowPages(response, 204) },
  ]
}

function getApproval({ stores }: RouteDeps, request: IncomingMessage, response: ServerResponse, id: string): void {
  response.setHeader('access-control-allow-origin', '*')
  const approval = stores.waits.approval(id)
  const key = /^Bearer ([A-Za-z0-9_-]{22,64})$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  // An id that does not exist and a key that does not fit are one answer: nothing can be found out by asking.
  if (approval === null || !isSame(key, approval.viewKey)) {
    throw new BulkheadError('not-found', 'There is no such open question, or the key does not open it.')
  }
  const view: ApprovalView = {
    id,
    label: approval.label,
    question: approval.question,
    askedAt: new Date(approval.since).toISOString(),
    deadlineAt: new Date(approval.until).toISOString(),
  }
  answerJson(response, 200, view)
}

function allowPages(response: ServerResponse, status: number): void {
  response.setHeader('access-control-allow-origin', '*')
  response.setHeader('access-control-allow-headers', 'authorization')
  response.setHeader('access-control-allow-methods', 'GET')
  response.writeHead(status)
  response.end()
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
