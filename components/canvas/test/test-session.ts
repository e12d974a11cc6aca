import type { TRPCClient } from '@trpc/client'
import { errorSentence } from '@/components/shell/api-error'
import type { BlueprintDocument } from '@/domain/blueprint/document'
import { isError, lint } from '@/domain/blueprint/lint'
import type { AppRouter } from '@/server/api/router'
import {
  type Access,
  type Began,
  fireEvent,
  fireSchedule,
  PreviewFailed,
  readReply,
  readTrace,
  sendMessage,
  skipWait,
} from './preview-address'
import { shortDigest } from './run-states'
import { createTestStore, type Entry, type TestStore } from './test-state'

export type SlotValues = Record<string, string | number | boolean>

export type TestSession = {
  readonly store: TestStore
  toggle(): void
  /** Has the preview run what is on screen, and says when it does. */
  start(values?: SlotValues): Promise<boolean>
  send(content: string): Promise<void>
  fire(trigger: { event: string; payload: unknown } | { schedule: string }, label: string): Promise<void>
  skip(step: string): Promise<void>
  newConversation(): void
  close(): void
}

type TestSessionInput = {
  client: TRPCClient<AppRouter>
  workspace: string
  blueprintId: string
  drawing: () => BlueprintDocument
}

const lookMs = 400
/** A run that waits for a person or a time changes seldom. */
const lookWhileWaitingMs = 1_200
const startMs = 90_000

/** One builder's talk with the draft, in one tab. */
export function createTestSession({ client, workspace, blueprintId, drawing }: TestSessionInput): TestSession {
  const store = createTestStore()
  let ending = new AbortController()
  let following = new AbortController()
  let entries = 0

  const say = (entry: Omit<Entry, 'id'>) => {
    entries += 1
    const id = entries
    store.setState((state) => ({ entries: [...state.entries, { ...entry, id }] }))
    return id
  }
  const amend = (id: number, change: Partial<Entry> | ((entry: Entry) => Partial<Entry>)) =>
    store.setState((state) => ({
      entries: state.entries.map((entry) =>
        entry.id === id ? { ...entry, ...(typeof change === 'function' ? change(entry) : change) } : entry,
      ),
    }))

  /** The drawing of this moment, in a runtime that answers with it. */
  const ready = async (values?: SlotValues): Promise<Access | null> => {
    const document = drawing()
    const problems = lint(document).filter(isError)
    store.setState({ problems, trouble: null })
    if (problems.length > 0) return null
    store.setState({ busy: 'starting', progress: 'Checking the drawing…' })
    const input = { workspace, blueprintId, document, ...(values === undefined ? {} : { slotValues: values }) }
    const { digest } = await client.preview.tryDraft.mutate(input)
    const deadline = Date.now() + startMs
    for (;;) {
      const view = await client.preview.get.query({ workspace, blueprintId })
      if (view?.digest === digest && view.ready && view.key !== null) {
        const { url, key, slug } = view
        store.setState({ preview: { url, key, slug }, digest, progress: '' })
        return { url, key }
      }
      if (view !== null && view.digest !== digest) {
        throw new PreviewFailed(
          'Somebody else has just started a test of another drawing. Test again when they are done.',
        )
      }
      if (Date.now() > deadline) throw new PreviewFailed(view?.reason ?? 'The preview does not start. Try again later.')
      store.setState({ progress: view?.reason ?? 'Starting the preview…' })
      await pause(lookMs, ending.signal)
    }
  }

  /** Looks at a run until it has ended, and lights the canvas. */
  const follow = async (access: Access, run: Began, entry: number): Promise<void> => {
    following.abort()
    following = new AbortController()
    const { signal } = following
    const { digest } = store.getState()
    for (;;) {
      const trace = await readTrace(access, run.turn, signal)
      // The same again would draw every block anew.
      if (JSON.stringify(trace) !== JSON.stringify(store.getState().trace)) store.setState({ trace })
      if (trace.state === 'ended' || trace.state === 'failed') break
      await pause(trace.state === 'waiting' ? lookWhileWaitingMs : lookMs, signal)
    }
    const text = await readReply(access, run, signal)
    if (text !== '') amend(entry, { text })
    const { drawing: answered } = store.getState().trace ?? {}
    // Between the push and the message somebody else has pushed theirs: the preview is one for all who draw.
    if (answered && digest && answered !== digest) {
      say({ from: 'note', text: `Another drawing answered: ${shortDigest(answered)}. Somebody else tests too.` })
    }
  }
  const followQuietly = (...args: Parameters<typeof follow>) =>
    void follow(...args).catch((error: unknown) => {
      if (!isAbort(error)) store.setState({ trouble: sentenceOf(error) })
    })

  const guarded = async (work: () => Promise<void>): Promise<boolean> => {
    if (store.getState().busy !== null) return false
    try {
      await work()
      return store.getState().problems.length === 0
    } catch (error) {
      if (!isAbort(error)) store.setState({ trouble: sentenceOf(error) })
      return false
    } finally {
      store.setState({ busy: null, progress: '' })
    }
  }

  return {
    store,
    toggle: () => store.setState(({ open }) => ({ open: !open })),
    start: (values) => guarded(async () => void (await ready(values))),
    async send(content) {
      await guarded(async () => {
        const access = await ready()
        if (access === null) return
        say({ from: 'you', text: content })
        const entry = say({ from: 'agent', text: '' })
        store.setState({ busy: 'answering', trace: null })
        try {
          const { session } = store.getState()
          const on = {
            began(run: Began) {
              store.setState({ session: run.session })
              followQuietly(access, run, entry)
            },
            text: (piece: string) => amend(entry, ({ text }) => ({ text: text + piece })),
          }
          const done = await sendMessage(access, { session, content }, on, ending.signal)
          if (done.reply !== '') amend(entry, { text: done.reply })
        } catch (error) {
          if (isAbort(error)) throw error
          amend(entry, { text: sentenceOf(error), failed: true })
        }
      })
    },
    async fire(trigger, label) {
      await guarded(async () => {
        const access = await ready()
        if (access === null) return
        store.setState({ busy: 'answering' })
        say({ from: 'note', text: `Fired ${label}` })
        const came =
          'schedule' in trigger
            ? await fireSchedule(access, trigger.schedule, ending.signal)
            : await fireEvent(access, trigger.event, trigger.payload, ending.signal)
        if (came.woken) say({ from: 'note', text: `It woke ${came.woken} waiting block${came.woken === 1 ? '' : 's'}` })
        if (came.turn === undefined) return
        const entry = say({ from: 'agent', text: came.reply ?? '' })
        const { session } = await readTrace(access, came.turn, ending.signal)
        followQuietly(access, { turn: came.turn, session }, entry)
      })
    },
    async skip(step) {
      const { preview, trace } = store.getState()
      if (preview === null || trace === null) return
      await skipWait(preview, trace.id, step, ending.signal).catch((error: unknown) =>
        store.setState({ trouble: sentenceOf(error) }),
      )
    },
    newConversation() {
      ending.abort()
      ending = new AbortController()
      following.abort()
      store.setState({ session: null, entries: [], trace: null, trouble: null, problems: [] })
    },
    close() {
      ending.abort()
      ending = new AbortController()
      following.abort()
    },
  }
}

const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError'
const sentenceOf = (error: unknown) => (error instanceof PreviewFailed ? error.message : errorSentence(error))

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(new DOMException('No longer wanted.', 'AbortError'))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}
