const prefix = 'bulkhead.tab/'

export function newTabId(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`
}

/**
 * Holds a browser lock for as long as the tab lives, so that other tabs leave its journal alone. Where the browser has
 * no locks (plain HTTP on another host) every journal counts as left behind. Returns how to let go.
 */
export function announceTab(tabId: string): () => void {
  const { promise, resolve } = Promise.withResolvers<void>()
  void locks()?.request(prefix + tabId, () => promise)
  return resolve
}

export async function liveTabIds(): Promise<ReadonlySet<string>> {
  const { held = [] } = (await locks()?.query()) ?? {}
  return new Set(held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : [])))
}

function locks(): LockManager | undefined {
  return 'locks' in navigator ? navigator.locks : undefined
}
