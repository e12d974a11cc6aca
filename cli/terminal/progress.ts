const tty = process.stderr.isTTY === true

/**
 * Runs one step of a long command and says so: a line while it runs, when it takes over a second, and one when it is
 * done, with the seconds it took. A quick step says nothing unless `always` is set.
 */
export async function step<T>(doing: string, done: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now()
  const announce = setTimeout(() => process.stderr.write(tty ? `… ${doing}` : `… ${doing}\n`), 1_000)
  try {
    const result = await work()
    const seconds = (performance.now() - startedAt) / 1_000
    if (seconds >= 1) say(`${tty ? '\r\u001b[K' : ''}✓ ${done} (${seconds.toFixed(1)} s)`)
    return result
  } catch (error) {
    say(`${tty ? '\r\u001b[K' : ''}✗ ${doing}`)
    throw error
  } finally {
    clearTimeout(announce)
  }
}

export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
