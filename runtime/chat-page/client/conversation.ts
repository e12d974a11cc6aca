import type { FileView, MessageResponse, OpenRunView, SessionView } from '@/domain/runtime/runtime-api'
import { loadSession, RequestFailed, sendMessage } from './api'
import { createFollower } from './follower'
import { pendingOf } from './open-runs'
import { forgetSession, randomId, rememberedSession, rememberSession } from './session-memory'
import { type AnswerView, addAnswer, addProblem, addUserMessage, clearLog, showPending } from './view'

export type Conversation = {
  readonly busy: boolean
  /** Of the newest answer. */
  readonly version: number | null
  /** Its session; one begins when there is none. */
  session(): string
  say(content: string, files: readonly FileView[]): void
  restore(): Promise<void>
  forget(): void
}

/** What is shown of one session, kept up to date with what comes later. */
export function createConversation(on: {
  busy(value: boolean): void
  answered(done: MessageResponse): void
}): Conversation {
  let id = rememberedSession()
  let busy = false
  let version: number | null = null
  let seen = 0
  let newestTurn = ''
  /** `<turn>/<role>`: on the page already, and still to come from the session. */
  const shown = new Set<string>()
  const failuresTold = new Set<string>()

  const session = () => {
    id ??= randomId()
    return id
  }

  const setBusy = (value: boolean) => {
    busy = value
    on.busy(value)
  }

  const ask = async (content: string, files: readonly FileView[], key = randomId()): Promise<void> => {
    setBusy(true)
    const of = session()
    rememberSession(of)
    const answer = addAnswer()
    let text = ''
    let turn: string | null = null
    let moreToCome = false
    const start = (begun: string) => {
      turn = newestTurn = begun
      shown.add(`${begun}/user`)
    }
    const delta = (piece: string) => {
      text += piece
      if (of === id) answer.write(text)
    }
    try {
      const done = await sendMessage({ session: of, content, files, key }, { start, delta })
      moreToCome = done.status !== 'done'
      if (of === id) finish(done, answer)
    } catch (error) {
      if (of !== id) return
      answer.remove()
      const unanswered = error instanceof RequestFailed && error.unanswered
      moreToCome = turn !== null && unanswered
      if (moreToCome) return
      if (turn !== null) failuresTold.add(turn)
      addProblem(wordsOf(error), () => void ask(content, files, unanswered ? key : randomId()))
    } finally {
      if (of === id) setBusy(false)
      if (of === id && moreToCome) follower.start()
    }
  }

  const finish = (done: MessageResponse, answer: AnswerView) => {
    const { turn, reply, status } = done
    newestTurn = turn
    version = done.version
    shown.add(`${turn}/user`)
    if (reply !== '') shown.add(`${turn}/assistant`)
    if (reply === '' && status !== 'done') answer.remove()
    else answer.write(reply === '' ? 'The agent had nothing to say.' : reply)
    if (done.models.some(({ demo }) => demo)) answer.note('Written by the built-in demo model')
    on.answered(done)
  }

  /** Shows what has come since. Whether more is to come. */
  const look = async (isFirst = false): Promise<boolean> => {
    const of = id
    if (busy || of === null) return busy
    const view = await loadSession(of, seen)
    if (busy || of !== id) return busy
    if (view === null) return false
    for (const { seq, turn, role, content, files } of view.messages) {
      if (seq <= seen) continue
      seen = seq
      newestTurn = turn
      if (shown.delete(`${turn}/${role}`)) continue
      if (role === 'user') addUserMessage(content, files, of)
      else addAnswer().write(content)
    }
    for (const run of view.runs) showRun(run, of, isFirst ? view : null)
    const open = view.runs.filter(({ state }) => state !== 'failed')
    showPending(open.map((run) => pendingOf(run, run.turn === newestTurn)))
    return open.length > 0
  }

  /** What started it, where that is not among the messages yet, and how it failed. Old failures are passed over at first. */
  const showRun = ({ turn, state, said, error }: OpenRunView, of: string, first: SessionView | null) => {
    if (state === 'failed') {
      if (failuresTold.has(turn)) return
      failuresTold.add(turn)
      if (first !== null && !isLast(turn, first)) return
    }
    if (said !== null && !shown.has(`${turn}/user`)) {
      addUserMessage(said.content, said.files, of)
      shown.add(`${turn}/user`)
      newestTurn = turn
    }
    if (state !== 'failed') return
    const again = said === null ? null : () => void ask(said.content, said.files)
    addProblem(error?.message ?? 'The agent could not finish this.', again)
  }

  const follower = createFollower(look)
  const forget = () => {
    follower.stop()
    forgetSession()
    id = null
    version = null
    seen = 0
    shown.clear()
    failuresTold.clear()
    clearLog()
    setBusy(false)
  }

  return {
    get busy() {
      return busy
    },
    get version() {
      return version
    },
    session,
    say(content, files) {
      addUserMessage(content, files, session())
      void ask(content, files)
    },
    async restore() {
      if (id === null) return
      try {
        if (await look(true)) follower.start()
      } catch (error) {
        addProblem(wordsOf(error), () => void this.restore())
      }
    },
    forget,
  }
}

/** Nothing was said after this run began. */
function isLast(turn: string, { messages, runs }: SessionView): boolean {
  const run = runs.at(-1)
  const said = messages.at(-1)?.createdAt ?? ''
  return run?.turn === turn && run.startedAt > said
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
