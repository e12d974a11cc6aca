const key = 'bulkhead-session'

/** Storage may be switched off in this browser; then a conversation lasts as long as the page. */
function quietly<Result>(work: () => Result): Result | null {
  try {
    return work()
  } catch {
    return null
  }
}

export const rememberedSession = (): string | null => quietly(() => localStorage.getItem(key))
export const rememberSession = (session: string): void => void quietly(() => localStorage.setItem(key, session))
export const forgetSession = (): void => void quietly(() => localStorage.removeItem(key))
