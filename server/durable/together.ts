/**
 * Many calls become one: those that are made with the same key within one turn of the event loop. `work` answers each
 * item at its own place; when it throws, all its callers hear that.
 */
export function together<Key, Item, Answer>(
  work: (key: Key, items: readonly Item[]) => Promise<readonly Answer[]>,
): (key: Key, item: Item) => Promise<Answer> {
  type Call = { item: Item; resolve: (answer: Answer) => void; reject: (error: unknown) => void }
  const waiting = new Map<Key, Call[]>()

  const flush = async (key: Key) => {
    const calls = waiting.get(key) ?? []
    waiting.delete(key)
    try {
      const items = calls.map((call) => call.item)
      const answers = await work(key, items)
      if (answers.length !== items.length) throw new Error(`${items.length} calls, and ${answers.length} answers`)
      for (const [index, call] of calls.entries()) call.resolve(answers[index] as Answer)
    } catch (error) {
      for (const call of calls) call.reject(error)
    }
  }

  return (key, item) =>
    new Promise((resolve, reject) => {
      const calls = waiting.get(key)
      if (calls !== undefined) calls.push({ item, resolve, reject })
      else {
        waiting.set(key, [{ item, resolve, reject }])
        setImmediate(() => void flush(key))
      }
    })
}
