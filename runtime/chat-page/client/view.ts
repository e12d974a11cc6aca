import { renderMarkdown } from './markdown'

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
  notice: byId('notice'),
  composer: byId<HTMLFormElement>('composer'),
  draft: byId<HTMLTextAreaElement>('draft'),
  send: byId<HTMLButtonElement>('send'),
}

export function addUserMessage(text: string): HTMLElement {
  const bubble = make('div', 'message user')
  bubble.append(make('span', 'hidden', 'You said: '), text)
  return addToLog(bubble)
}

export type AnswerView = { write(text: string): void; note(text: string): void; remove(): void }

/** An answer that is on its way: three dots first, then text as it comes. */
export function addAnswer(): AnswerView {
  const bubble = make('div', 'message assistant')
  const dots = make('div', 'thinking')
  dots.append(make('i'), make('i'), make('i'), make('span', 'hidden', 'The agent is writing'))
  bubble.append(dots)
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

export function addProblem(text: string, onRetry: () => void): void {
  const problem = make('div', 'problem')
  problem.setAttribute('role', 'alert')
  const retry = make('button', '', 'Try again')
  retry.setAttribute('type', 'button')
  retry.addEventListener('click', () => {
    problem.remove()
    onRetry()
  })
  problem.append(make('span', '', text), retry)
  addToLog(problem)
}

export function showNotice(text: string | null): void {
  page.notice.hidden = text === null
  page.notice.textContent = text ?? ''
}

export function make(name: string, className = '', text = ''): HTMLElement {
  const created = document.createElement(name)
  if (className !== '') created.className = className
  created.textContent = text
  return created
}

function addToLog(element: HTMLElement): HTMLElement {
  page.empty.hidden = true
  page.restart.hidden = false
  page.log.append(element)
  scrollToEnd()
  return element
}

const isAtEnd = () => window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 80
const scrollToEnd = () => window.scrollTo({ top: document.documentElement.scrollHeight })
