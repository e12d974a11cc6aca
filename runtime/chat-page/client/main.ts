import type { FileView } from '@/domain/runtime/runtime-api'
import type { PageData } from '../page-data'
import { currentVersion } from './api'
import { createAttachments, listenForFiles } from './attachments'
import { createConversation } from './conversation'
import { make, page, showNotice, showTrouble } from './view'

const agent = JSON.parse(page.data.textContent ?? '{}') as PageData

const conversation = createConversation({
  busy(value) {
    page.send.setAttribute('aria-disabled', String(value))
    page.log.setAttribute('aria-busy', String(value))
    focusDraft()
  },
  answered({ version, models }) {
    page.version.textContent = `v${version}`
    page.demo.hidden = !models.some(({ demo }) => demo)
  },
})
const attachments = createAttachments(agent, conversation.session)
/** The draft is on its way, but its files are not all there yet. */
let sending = false

function startAnew(): void {
  conversation.forget()
  attachments.clear()
  showNotice(null)
  showTrouble(null)
  focusDraft()
}

/** Conversations may finish on the version they began on; whoever comes back is told that there is a newer one. */
async function noticeNewVersion(): Promise<void> {
  if (document.hidden || conversation.busy || conversation.version === null) return
  const version = await currentVersion()
  if (version === null || conversation.version === null || version <= conversation.version) return
  showNotice(`Version ${version} of this agent is out. A new conversation begins with it.`)
}

/** Not on a touch screen, where it would raise the keyboard over the answer. */
function focusDraft(): void {
  if (window.matchMedia('(hover: hover)').matches) page.draft.focus()
}

async function submit(): Promise<void> {
  if (sending || conversation.busy || (page.draft.value.trim() === '' && !attachments.any)) return
  sending = true
  page.send.setAttribute('aria-disabled', 'true')
  const files = await attachments.take()
  sending = false
  page.send.setAttribute('aria-disabled', 'false')
  const content = page.draft.value.trim()
  if (files === null || (content === '' && files.length === 0)) return
  page.draft.value = ''
  send(content, files)
}

function send(content: string, files: readonly FileView[] = []): void {
  if (conversation.busy) return
  showNotice(null)
  showTrouble(null)
  conversation.say(content, files)
}

page.composer.addEventListener('submit', (event) => {
  event.preventDefault()
  void submit()
})
page.draft.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  void submit()
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
listenForFiles(attachments, agent)
void conversation.restore()
