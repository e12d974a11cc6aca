import { type NextRequest, NextResponse } from 'next/server'
import { webEnv } from '@/server/env'
import { tenantOrigins } from '@/server/tenants/tenant-origins'

/** Gives every page a content security policy of its own: only scripts that carry this request's nonce may run. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy(nonce)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  // For the layouts, which sign-in brings people back through.
  headers.set('x-path', request.nextUrl.pathname + request.nextUrl.search)
  headers.set('Content-Security-Policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  return response
}

export const config = {
  matcher: [
    {
      source: '/((?!api/|_next/static|_next/image|icon.svg).*)',
      missing: [
        { type: 'header', key: 'next-router-prefetch' },
        { type: 'header', key: 'purpose', value: 'prefetch' },
      ],
    },
  ],
}

let known: string | undefined

/** At the first request: a build must not need an environment. */
function tenants(): string {
  known ??= tenantOrigins(webEnv().BULKHEAD_TENANT_URL)
  return known
}

function contentSecurityPolicy(nonce: string): string {
  // React's development build rebuilds stacks with eval; nothing of ours needs it.
  const development = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : ''
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    // Positions on the canvas and of menus are inline styles.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    // The text of a question that waits for a person is at the tenant's own address, and never comes through ours.
    `connect-src 'self' ${tenants()}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
