import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HealthResponse } from '@/domain/runtime/runtime-api'
import type { ActiveBundles } from '../bundle/active-bundles'
import type { HeldBundles } from '../bundle/held-bundles'
import type { ChatPage } from '../chat-page/render-page'
import type { Knowledge } from '../host/assemble-knowledge'
import type { Log } from '../host/log'
import type { PreviewKey } from '../preview/preview-key'
import { previewRoutes } from '../preview/preview-routes'
import type { RunEngine } from '../runs/run-engine'
import type { Stores } from '../store/open-stores'
import { acceptedFiles } from './accepted-files'
import { answerJson, setCommonHeaders } from './answer'
import { approvalRoutes } from './approval-routes'
import { documentsRoutes } from './documents-routes'
import { eventRoutes } from './event-routes'
import { filesRoutes } from './files-routes'
import { messageRoutes } from './message-routes'
import { chatCompletionRoutes } from './openai/chat-completion-routes'
import { modelRoutes } from './openai/model-routes'
import { createUploads } from './read-upload'
import { requireActive } from './require-active'
import { sessionRoutes } from './session-routes'

export type RouteDeps = {
  engine: RunEngine
  stores: Stores
  held: HeldBundles
  knowledge: Knowledge
  bundles: ActiveBundles
  page: ChatPage
  log: Log
  draining: () => boolean
  /** No guard had to be waived. */
  sealed: () => boolean
  /** How long an answer may take before a request is told that it still runs; for tests. */
  patienceMs?: number
}

export type Route = {
  method: 'GET' | 'POST' | 'DELETE' | 'OPTIONS'
  path: RegExp
  handle: (request: IncomingMessage, response: ServerResponse, match: RegExpExecArray) => Promise<void> | void
}

export function createRoutes(deps: RouteDeps, previewKey: PreviewKey): readonly Route[] {
  const { knowledge } = deps
  const readUpload = createUploads()
  return [
    ...messageRoutes(deps),
    ...eventRoutes(deps),
    ...sessionRoutes(deps),
    ...approvalRoutes(deps),
    ...filesRoutes({ files: acceptedFiles(deps), readUpload }),
    ...documentsRoutes({ knowledge, readUpload }),
    ...chatCompletionRoutes(deps, readUpload),
    ...modelRoutes(deps),
    ...previewRoutes(deps, previewKey),
    { method: 'GET', path: /^\/healthz$/, handle: (_request, response) => getHealth(deps, response) },
    { method: 'GET', path: /^\/$/, handle: (_request, response) => getPage(deps, response) },
  ]
}

function getHealth(deps: RouteDeps, response: ServerResponse): void {
  const active = requireActive(deps)
  const health: HealthResponse = {
    status: deps.draining() ? 'draining' : 'ready',
    version: active.plan.bundle.blueprint.version,
    bundleDigest: active.plan.digest,
  }
  answerJson(response, 200, health)
}

function getPage(deps: RouteDeps, response: ServerResponse): void {
  const html = deps.page.render(requireActive(deps).plan.bundle, deps.sealed())
  setCommonHeaders(response, deps.page.contentSecurityPolicy)
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': Buffer.byteLength(html) })
  response.end(html)
}
