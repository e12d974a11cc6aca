import { brokerLimits } from '@/domain/runtime/broker-api'

/** Times in milliseconds, sizes in bytes. */
export const defaultLimits = {
  requestBytes: brokerLimits.requestBytes,
  /** Of one runtime: what it has sent stays in memory until it is answered. */
  requestBytesAtOnce: 4 * brokerLimits.requestBytes,
  /** Of one runtime. */
  connections: 256,
  callsAtOnce: 64,
  connectMs: 10_000,
  /** From the provider's first byte on this is the longest silence. */
  firstByteMs: 120_000,
  silenceMs: 60_000,
  callMs: 600_000,
  answerBytes: 16 * 1024 * 1024,
  /** What an outside system may answer to an effect. */
  effectAnswerBytes: brokerLimits.answerBytes,
  /** Of one try of an effect. */
  effectMs: 30_000,
  /** How long a begun effect is nobody else's: longer than a try and its noting can take. */
  leaseMs: 45_000,
} as const

export type BrokerLimits = { readonly [Name in keyof typeof defaultLimits]: number }
