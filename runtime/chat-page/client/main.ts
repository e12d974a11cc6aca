import type { MessageResponse } from '@/domain/runtime/runtime-api'
import type { PageData } from '../page-data'
import { currentVersion, loadSession, sendMessage } from './api'
import { forgetSession, rememberedSession, rememberSession } from './session-memory'
import { addAnswer, addProblem, addUserMessage, make, page, showNotice } from './view'

const agent = JSON.parse(page.data.textContent ?? '{}') as PageData
let session = rememberedSession()
let answeredBy: number | null = null
let busy = false

async function ask(content: string): Promise<void> {
  setBusy(true)
  focusDraft()
  showNotice(null)
  const answer = addAnswer()
  let text = ''
  try {
    const done = await sendMessage(content, session, (delta) => {
      text += delta
      answer.write(text)
    })
    answer.write(done.reply === '' ? 'The agent had nothing to say.' : done.reply)
    settle(done)
    if (done.models.some((model) => model.demo)) answer.note('Written by the built-in demo model')
  } catch (error) {
    answer.remove()
    addProblem(error instanceof Error ? error.message : String(error), () => void ask(content))
  } finally {
    setBusy(false)
    focusDraft()
  }
}

function settle(done: MessageResponse): void {
  session = done.session
  answeredBy = done.version
  rememberSession(done.session)
  page.version.textContent = `v${done.version}`
  page.demo.hidden = !done.models.some((model) => model.demo)
}

function send(content: string): void {
  if (busy || content === '') return
  addUserMessage(content)
  void ask(content)
}

function setBusy(value: boolean): void {
  busy = value
  page.send.setAttribute('aria-disabled', String(value))
  page.log.setAttribute('aria-busy', String(value))
}

function startAnew(): void {
  forgetSession()
  session = null
  answeredBy = null
  page.log.replaceChildren()
  page.empty.hidden = false
  page.restart.hidden = true
  showNotice(null)
  focusDraft()
}

async function restore(): Promise<void> {
  if (session === null) return
  try {
    const messages = await loadSession(session)
    if (messages === null) return startAnew()
    for (const { role, content } of messages) {
      if (role === 'user') addUserMessage(content)
      else addAnswer().write(content)
    }
  } catch (error) {
    addProblem(error instanceof Error ? error.message : String(error), () => void restore())
  }
}

/** Conversations may finish on the version they began on; whoever comes back is told that there is a newer one. */
async function noticeNewVersion(): Promise<void> {
  if (document.hidden || busy || answeredBy === null) return
  const version = await currentVersion()
  if (version === null || answeredBy === null || version <= answeredBy) return
  showNotice(`Version ${version} of this agent is out. A new conversation begins with it.`)
}

/** Not on a touch screen, where it would raise the keyboard over the answer. */
function focusDraft(): void {
  if (window.matchMedia('(hover: hover)').matches) page.draft.focus()
}

function submit(): void {
  if (busy) return
  const content = page.draft.value.trim()
  if (content === '') return
  page.draft.value = ''
  send(content)
}

page.composer.addEventListener('submit', (event) => {
  event.preventDefault()
  submit()
})
page.draft.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  submit()
})
page.restart.addEventListener('click', startAnew)
document.addEventListener('visibilitychange', () => void noticeNewVersion())
window.addEventListener('focus', () => void noticeNewVersion())

for (const suggestion of agent.suggestions) {
  const button = make('button', '', suggestion)
  button.setAttribute('type', 'button')
  button.addEventListener('click', () => send(suggestion))
  page.suggestions.append(button)
}
page.composer.hidden = !agent.chats
void restore()
