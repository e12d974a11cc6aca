/** Polls until `look` yields a value; an error that names `what` after `timeoutMs`. */
export async function waitFor<T>(what: string, look: () => Promise<T | null>, timeoutMs = 180_000): Promise<T> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; ) {
    const found = await look()
    if (found !== null) return found
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`${what} did not happen within ${timeoutMs / 1_000} s`)
}
