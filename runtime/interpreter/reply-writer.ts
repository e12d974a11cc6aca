/** Between the texts of two replies of one run. */
export const replySeparator = '\n\n'

/** Collects the reply; what was handed to `onDelta` is at every moment a beginning of what `text` will be. */
export type ReplyWriter = {
  /** Opens the reply of this block for text that arrives bit by bit. */
  open(replyId: string): (delta: string) => void
  /** The finished text of this block's reply, unless it was streamed already. */
  add(replyId: string, text: string): void
  readonly streamed: ReadonlySet<string>
  readonly text: string
}

/** `said`: replies of this run that were written before. */
export function createReplyWriter(onDelta: (text: string) => void, said: readonly string[] = []): ReplyWriter {
  const streamed = new Set<string>()
  let text = joinReplies(said)

  const write = (delta: string) => {
    text += delta
    onDelta(delta)
  }

  return {
    open(replyId) {
      let begun = false
      return (delta) => {
        if (delta === '') return
        if (!begun && text !== '') write(replySeparator)
        begun = true
        streamed.add(replyId)
        write(delta)
      }
    },
    add(replyId, added) {
      if (streamed.has(replyId) || added === '') return
      write(text === '' ? added : replySeparator + added)
    },
    streamed,
    get text() {
      return text
    },
  }
}

export function joinReplies(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(replySeparator)
}
