const timeoutMs = 180_000

/** Polls until `look` yields a value; an error that names `what` when none comes. */
export async function waitFor<T>(what: string, look: () => Promise<T | null>, everyMs = 25): Promise<T> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; ) {
    const found = await look()
    if (found !== null) return found
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
  throw new Error(`${what} did not happen within ${timeoutMs / 1_000} s`)
}
