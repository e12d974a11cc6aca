/** What the edge lets through. Times in milliseconds, sizes in bytes. */
export const defaultLimits = {
  headerBytes: 16_384,
  headerCount: 200,
  /** For a client to send its whole head, and its whole request. */
  headersTimeoutMs: 15_000,
  requestTimeoutMs: 300_000,
  bodyBytes: 10 * 1024 * 1024,
  /** A request that was not accepted is sent again only while its body is no longer than this. */
  replayBytes: 1024 * 1024,
  /** Per tenant, waiting ones and open streams included. */
  concurrent: 512,
  /** Per tenant, while its runtime has no free connection. */
  waiting: 256,
  waitForRuntimeMs: 30_000,
  firstByteMs: 120_000,
  /** Between two pieces of an answer. */
  silenceMs: 300_000,
  /** For a client to take what it was sent. */
  slowReaderMs: 60_000,
  /** Of one runtime; it dials, so it could dial for ever. */
  ingressConnections: 256,
  clientConnections: 20_000,
  /** Look-ups under way for hosts that are not in the cache. */
  lookups: 256,
  /** Given to requests under way when the gateway stops. */
  stopGraceMs: 5_000,
} as const

export type GatewayLimits = { readonly [Name in keyof typeof defaultLimits]: number }
