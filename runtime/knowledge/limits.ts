/** All limits of what a tenant's runtime knows. */
export const knowledgeLimits = {
  memoryChars: 32_000,
  memoryKeyChars: 500,
  /** In one memory, of one conversation or of the tenant. */
  memories: 10_000,
  /** A step is taken up again within its run's life; after this long its id is forgotten. */
  idempotencyDays: 90,

  documentBytes: 10_000_000,
  documentNameChars: 200,
  documentsInCollection: 1_000,
  collections: 50,
  /** Exact distances over all of them took 0.3 s at 1,536 numbers each, and held up others for 0.08 s at most. */
  passagesInCollection: 20_000,
  documentPages: 2_000,
  documentChars: 10_000_000,
  /** A document that ended the runtime this often while it was read is not tried again. */
  tries: 3,

  /** Of the whole store; conversations may go past it, what is uploaded or remembered may not. */
  storeBytes: 2_000_000_000,

  queryWords: 64,
} as const
