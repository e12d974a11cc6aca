import type { FileView } from '@/domain/runtime/runtime-api'
import { fileAddress } from './api'
import { renderMarkdown } from './markdown'
import type { Pending } from './open-runs'

function byId<Kind extends HTMLElement>(id: string): Kind {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`The page has no #${id}.`)
  return found as Kind
}

export const page = {
  data: byId('agent'),
  demo: byId('demo'),
  version: byId('version'),
  restart: byId<HTMLButtonElement>('restart'),
  empty: byId('empty'),
  suggestions: byId('suggestions'),
  log: byId('log'),
  pending: byId('pending'),
  notice: byId('notice'),
  announce: byId('announce'),
  composer: byId<HTMLFormElement>('composer'),
  attached: byId('attached'),
  attach: byId<HTMLButtonElement>('attach'),
  picker: byId<HTMLInputElement>('picker'),
  trouble: byId('trouble'),
  draft: byId<HTMLTextAreaElement>('draft'),
  send: byId<HTMLButtonElement>('send'),
}

export function addUserMessage(text: string, files: readonly FileView[], session: string): void {
  const bubble = make('div', 'message user')
  bubble.append(make('span', 'hidden', 'You said: '))
  if (files.length > 0) {
    const list = make('div', 'files')
    list.append(...files.map((file) => fileChip(file, fileAddress(session, file), true)))
    bubble.append(list)
  }
  if (text !== '') bubble.append(make('span', '', text))
  addToLog(bubble)
}

/** A picture shows itself, another file its name and size. */
export function fileChip({ name, mediaType, bytes }: FileView, address: string, isLink: boolean): HTMLElement {
  const isPicture = mediaType.startsWith('image/')
  const chip = make(isLink ? 'a' : 'li', isPicture ? 'file picture' : 'file')
  if (isLink) {
    chip.setAttribute('href', address)
    chip.setAttribute('target', '_blank')
    chip.setAttribute('rel', 'noopener')
  }
  if (isPicture) {
    const image = document.createElement('img')
    image.src = address
    image.alt = isLink ? name : ''
    // Its height is known only now, and the newest message is to stay in sight.
    image.addEventListener('load', () => isLink && scrollToEnd())
    chip.append(image)
  }
  if (!isPicture || !isLink) chip.append(make('span', '', name), make('small', '', sizeWords(bytes)))
  return chip
}

export type AnswerView = { write(text: string): void; note(text: string): void; remove(): void }

/** An answer that is on its way: three dots first, then text as it comes. */
export function addAnswer(): AnswerView {
  const bubble = make('div', 'message assistant')
  bubble.append(dots('The agent is writing'))
  addToLog(bubble)
  return {
    write(text) {
      const following = isAtEnd()
      bubble.replaceChildren(...renderMarkdown(text))
      if (following) scrollToEnd()
    },
    note(text) {
      bubble.append(make('div', 'note', text))
    },
    remove: () => bubble.remove(),
  }
}

export function addProblem(text: string, onRetry: (() => void) | null): void {
  const problem = make('div', 'problem')
  problem.setAttribute('role', 'alert')
  problem.append(make('span', '', text))
  if (onRetry !== null) {
    const retry = make('button', '', 'Try again')
    retry.setAttribute('type', 'button')
    retry.addEventListener('click', () => {
      problem.remove()
      onRetry()
    })
    problem.append(retry)
  }
  addToLog(problem)
}

/** What is not finished yet, at the end of the conversation. Said anew only when it has changed. */
export function showPending(pending: readonly Pending[]): void {
  const words = JSON.stringify(pending)
  if (page.pending.dataset.words === words) return
  page.pending.dataset.words = words
  const following = isAtEnd()
  page.pending.replaceChildren(
    ...pending.map(({ text, working }) => {
      const line = make('p', 'wait')
      line.append(working ? dots('') : hourglass(), text)
      return line
    }),
  )
  if (following) scrollToEnd()
}

export function showNotice(text: string | null): void {
  page.notice.hidden = text === null
  page.notice.textContent = text ?? ''
}

/** What is wrong with the message that is being written. */
export function showTrouble(text: string | null): void {
  page.trouble.hidden = text === null
  page.trouble.textContent = text ?? ''
}

/** For those who hear the page. */
export function announce(text: string): void {
  page.announce.textContent = text
}

export function clearLog(): void {
  showPending([])
  page.log.replaceChildren(page.pending)
  page.empty.hidden = false
  page.restart.hidden = true
}

export function make(name: string, className = '', text = ''): HTMLElement {
  const created = document.createElement(name)
  if (className !== '') created.className = className
  created.textContent = text
  return created
}

function dots(words: string): HTMLElement {
  const made = make('span', 'thinking')
  made.append(make('i'), make('i'), make('i'))
  if (words !== '') made.append(make('span', 'hidden', words))
  return made
}

function hourglass(): Element {
  const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const attributes = { viewBox: '0 0 24 24', width: '18', height: '18', fill: 'none', stroke: 'currentColor' }
  for (const [name, value] of Object.entries(attributes)) drawing.setAttribute(name, value)
  drawing.setAttribute('stroke-width', '2')
  drawing.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('d', 'M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18')
  drawing.append(path)
  return drawing
}

function sizeWords(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

function addToLog(element: HTMLElement): void {
  page.empty.hidden = true
  page.restart.hidden = false
  page.pending.before(element)
  scrollToEnd()
}

const isAtEnd = () => window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 80
const scrollToEnd = () => window.scrollTo({ top: document.documentElement.scrollHeight })
