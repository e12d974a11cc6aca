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

/** 128 random bits: knowing a session's id is what gives access to it. `randomUUID` is missing on plain HTTP. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
