import type { Auth } from '../accounts/auth'
import type { Database } from '../db/client'
import type { HintListener, HintPublisher } from '../live/hints'
import type { Presence } from '../live/presence'
import type { Logger } from '../log'
import type { WrappingKey } from '../vault/key-provider'

/** What the API works with; one of each per process (`server-context.ts`), or per test. */
export type Services = {
  db: Database
  auth: Auth
  hints: { publisher: HintPublisher; listener: HintListener }
  presence: Presence
  wrappingKey: WrappingKey
  engine: 'docker' | 'process'
  /** Where browsers find the app. */
  origin: string
  /** `http://{slug}.localhost:4380` */
  tenantUrl: string
  log: Logger
}
