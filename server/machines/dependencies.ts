import type { SqlDatabase } from '@/server/db/sql-database'
import type { HintPublisher } from '@/server/live/hints'
import type { Logger } from '@/server/log'
import type { Engine } from '@/server/provisioning/port'
import type { BundleWorkshop } from '@/server/runtimes/prepare-bundle'
import type { ControlPeers } from './control-peers'

/** What the machines work with. */
export type MachineDependencies = {
  db: SqlDatabase
  engine: Engine
  /** The platform's runtime image on that engine. */
  image: string
  peers: ControlPeers
  /** Public half of the key that signs bundles: runtimes are started with it. */
  bundleKey: string
  bundles: BundleWorkshop
  hints: Pick<HintPublisher, 'publish'>
  log: Logger
  /** Looks at the doors folder now: a runtime's folder has just been made or removed. */
  refreshDoors: () => Promise<void>
  timing: MachineTiming
}

export type MachineTiming = {
  /** How often a runtime is looked at when nothing is said about it. */
  recheckMs: number
  /** From started to hello. */
  helloMs: number
  /** From a bundle sent to the answer. */
  answerMs: number
  /** Asked to stop, a runtime gets this long. */
  graceMs: number
  crashBackOff: { firstMs: number; mostMs: number }
  refusalBackOff: { firstMs: number; mostMs: number }
  /** Healthy for so long, and earlier crashes are forgotten. */
  forgiveMs: number
  /** From a tenant's update begun to healthy. */
  targetMs: number
}

export const defaultTiming: MachineTiming = {
  recheckMs: 15_000,
  helloMs: 60_000,
  answerMs: 15_000,
  graceMs: 10_000,
  crashBackOff: { firstMs: 500, mostMs: 60_000 },
  refusalBackOff: { firstMs: 15_000, mostMs: 600_000 },
  forgiveMs: 300_000,
  targetMs: 120_000,
}
