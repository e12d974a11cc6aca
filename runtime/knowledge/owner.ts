/** `session` null: the tenant's own memory of that name. */
export type MemoryNamespace = { memory: string; session: string | null }

/** Who a memory belongs to, as part of a key. No session's id, whatever it is, can be the tenant's. */
export function ownerOf({ session }: MemoryNamespace): string {
  return session === null ? 'tenant' : `session:${session}`
}
