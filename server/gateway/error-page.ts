import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { toErrorBody } from '@/domain/errors'
import type { Refusal } from './refusal'

/** A page for people, `ErrorBody` for programs. When an answer has already begun, it is cut off instead. */
export function answerRefusal(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const forPeople = request.headers.accept?.includes('text/html') === true
  const body = Buffer.from(forPeople ? errorPage(refusal) : JSON.stringify(toErrorBody(refusal)))
  const headers: OutgoingHttpHeaders = {
    'content-type': forPeople ? 'text/html; charset=utf-8' : 'application/json',
    'content-length': body.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  }
  if (forPeople) headers['content-security-policy'] = "default-src 'none'; style-src 'unsafe-inline'"
  if (refusal.retryAfterSeconds !== undefined) headers['retry-after'] = String(refusal.retryAfterSeconds)
  // What is left of the request is not worth reading.
  if (!request.complete) headers.connection = 'close'
  response.writeHead(refusal.status, headers)
  if (request.complete || request.method === 'HEAD') response.end(request.method === 'HEAD' ? undefined : body)
  else lingeringEnd(request, response, body)
}

const lingerMs = 2_000

/** Closing on a client that still sends would reset the connection and lose the answer: so read on for a moment. */
function lingeringEnd(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  response.write(body)
  const end = () => {
    clearTimeout(timer)
    response.end()
  }
  const timer = setTimeout(end, lingerMs)
  request.once('end', end).once('close', end)
  request.resume()
}

export function errorPage(refusal: Pick<Refusal, 'status' | 'title' | 'message'>): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(refusal.title)}</title>
<style>
  :root { --ground: #fafaf9; --ink: #1c1917; --quiet: #57534e; --line: #e7e5e4 }
  @media (prefers-color-scheme: dark) { :root { --ground: #161514; --ink: #f5f5f4; --quiet: #a8a29e; --line: #33302d } }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--ground); color: var(--ink);
    font: 16px/1.6 system-ui, sans-serif }
  main { max-width: 30rem; padding: 2rem }
  h1 { margin: 0 0 .5rem; font-size: 1.375rem; font-weight: 600; letter-spacing: -.01em }
  p { margin: 0; color: var(--quiet); overflow-wrap: anywhere }
  small { display: block; margin-top: 1.5rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--quiet) }
</style>
</head>
<body><main>
<h1>${escapeHtml(refusal.title)}</h1>
<p>${escapeHtml(refusal.message)}</p>
<small>${refusal.status} · Bulkhead</small>
</main></body>
</html>
`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
