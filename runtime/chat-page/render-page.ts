import { createHash } from 'node:crypto'
import type { Bundle } from '@/domain/runtime/bundle'
import { fileLimits } from '../files/file-store'
import { acceptedFiles } from './accepted-files'
import { markup } from './markup'
import type { PageData } from './page-data'

/** The page's style and script, put into the program when it is built. */
export type PageSource = { style: string; script: string }

export type ChatPage = {
  contentSecurityPolicy: string
  /** `sealed`: no guard had to be waived. */
  render(bundle: Bundle, sealed: boolean): string
}

export function createChatPage(source: PageSource): ChatPage {
  return {
    // Only this very style and script; requests, and the pictures of a conversation, from where the page came from.
    contentSecurityPolicy: [
      "default-src 'none'",
      `script-src '${hashOf(source.script)}'`,
      `style-src '${hashOf(source.style)}'`,
      "connect-src 'self'",
      "img-src 'self' data:",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    render: (bundle, sealed) => fill(source, bundle, sealed),
  }
}

function fill(source: PageSource, { tenant, blueprint, steps }: Bundle, sealed: boolean): string {
  const chat = steps.find((step) => step.kind === 'chat-message')
  const data: PageData = {
    tenant: tenant.name,
    version: blueprint.version,
    chats: chat !== undefined,
    suggestions: texts(chat?.config.suggestions),
    accepts: acceptedFiles(chat?.config),
    filesInMessage: fileLimits.inMessage,
  }
  const [greeting = 'Hello! How can I help?'] = texts([chat?.config.greeting])
  return markup({
    title: escapeHtml(tenant.name),
    initial: escapeHtml([...tenant.name.trim()][0]?.toUpperCase() ?? '·'),
    agent: escapeHtml(blueprint.name),
    version: String(blueprint.version),
    greeting: escapeHtml(data.chats ? greeting : 'This agent works in the background. It does not take messages.'),
    seal: sealed ? `Sealed for ${escapeHtml(tenant.name)} by Bulkhead.` : 'Trial mode: this agent does not run sealed.',
    data: JSON.stringify(data).replace(/</g, '\\u003c'),
    ...source,
  })
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string' && entry.trim() !== '') : []

const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replace(/[&<>"']/g, (char) => entities[char] ?? char)
}
