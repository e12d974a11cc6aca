import { expect, it, vi } from 'vitest'
import { DocumentsProblem } from './documents-problem'
import { createUploadQueue, type SendUpload } from './upload-queue'

type Sent = Parameters<SendUpload>[0] & {
  onSent: (bytes: number) => void
  signal: AbortSignal
  arrive: () => void
  fail: (error: unknown) => void
}

/** A queue whose every upload is settled by the test. */
function arrange() {
  const sent: Sent[] = []
  const uploaded: string[] = []
  const pauses: number[] = []
  const queue = createUploadQueue({
    send: ({ file, collection }, onSent, signal) =>
      new Promise<void>((resolve, reject) => {
        sent.push({ file, collection, onSent, signal, arrive: resolve, fail: reject })
        signal.addEventListener('abort', () => reject(signal.reason))
      }),
    onUploaded: ({ file }) => uploaded.push(file.name),
    pause: async (ms) => void pauses.push(ms),
  })
  const states = () => queue.uploads().map(({ file, state }) => `${file.name} ${state}`)
  return { queue, sent, uploaded, pauses, states }
}

const file = (name: string, text = 'hello') => new File([text], name)
const settled = <T>(look: () => T, expected: T) => vi.waitFor(() => expect(look()).toEqual(expected))

it('two go at once, the others wait their turn, and what has arrived is gone from the list', async () => {
  const { queue, sent, uploaded, states } = arrange()
  queue.add([file('a.txt'), file('b.txt'), file('c.txt')], 'manuals')
  expect(states()).toEqual(['a.txt sending', 'b.txt sending', 'c.txt waiting'])
  expect(sent[0]?.collection).toBe('manuals')
  sent[0]?.onSent(3)
  expect(queue.uploads()[0]?.sentBytes).toBe(3)
  sent[1]?.arrive()
  await settled(states, ['a.txt sending', 'c.txt sending'])
  sent[0]?.arrive()
  sent[2]?.arrive()
  await settled(states, [])
  expect(uploaded).toEqual(['b.txt', 'a.txt', 'c.txt'])
})

it('what can be no document is said at once, is never sent, and holds up nothing', () => {
  const { queue, sent, states } = arrange()
  queue.add([file('photo.png'), file('empty.txt', ''), file('a.txt')], 'documents')
  expect(states()).toEqual(['photo.png failed', 'empty.txt failed', 'a.txt sending'])
  expect(sent).toHaveLength(1)
  expect(queue.uploads()[0]).toMatchObject({ problem: expect.stringMatching(/not a text/), mayRetry: false })
})

it('one that fails says why, the others go on, and it may be tried again', async () => {
  const { queue, sent, uploaded, states } = arrange()
  queue.add([file('a.txt'), file('b.txt')], 'documents')
  sent[0]?.fail(new DocumentsProblem('refused', 'The store is full.'))
  await settled(states, ['a.txt failed', 'b.txt sending'])
  expect(queue.uploads()[0]).toMatchObject({ problem: 'The store is full.', mayRetry: true })
  sent[1]?.arrive()
  await settled(states, ['a.txt failed'])
  queue.retry(queue.uploads()[0]?.id ?? 0)
  sent[2]?.arrive()
  await settled(states, [])
  expect(uploaded).toEqual(['b.txt', 'a.txt'])
})

it('a file that the runtime finds to be none is not offered for another try', async () => {
  const { queue, sent, states } = arrange()
  queue.add([file('a.pdf')], 'documents')
  sent[0]?.fail(new DocumentsProblem('unfit', 'The file says it is a PDF, but it is not.'))
  await settled(states, ['a.pdf failed'])
  expect(queue.uploads()[0]).toMatchObject({ problem: expect.stringMatching(/is not/), mayRetry: false })
})

it('a busy runtime is asked again by itself, later each time, and not for ever', async () => {
  const { queue, sent, states, pauses } = arrange()
  queue.add([file('a.txt')], 'documents')
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await settled(() => sent.length, attempt + 1)
    sent[attempt]?.onSent(2)
    sent[attempt]?.fail(new DocumentsProblem('busy', 'Other files are being uploaded just now.'))
  }
  await settled(states, ['a.txt failed'])
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000])
})

it('an upload that is broken off is gone, and its place goes to the next', async () => {
  const { queue, sent, uploaded, states } = arrange()
  queue.add([file('a.txt'), file('b.txt'), file('c.txt')], 'documents')
  queue.remove(queue.uploads()[0]?.id ?? 0)
  expect(sent[0]?.signal.aborted).toBe(true)
  await settled(states, ['b.txt sending', 'c.txt sending'])
  queue.close()
  expect(sent[2]?.signal.aborted).toBe(true)
  await settled(states, [])
  expect(uploaded).toEqual([])
})
