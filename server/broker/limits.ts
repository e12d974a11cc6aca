/** Times in milliseconds, sizes in bytes. */
export const defaultLimits = {
  requestBytes: 2 * 1024 * 1024,
  /** Of one runtime. */
  connections: 256,
  callsAtOnce: 64,
  connectMs: 10_000,
  /** From the provider's first byte on this is the longest silence. */
  firstByteMs: 120_000,
  silenceMs: 60_000,
  callMs: 600_000,
  answerBytes: 16 * 1024 * 1024,
} as const

export type BrokerLimits = { readonly [Name in keyof typeof defaultLimits]: number }
