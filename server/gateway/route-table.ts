import type { Database } from '@/server/db/client'
import { inScope, setScope } from '@/server/db/scope'
import type { GatewayLimits } from './limits'
import { lookupFailed, lookupsExhausted } from './refusal'

export type Route = {
  tenantId: string
  workspaceId: string
  runtime: { id: string; desiredState: string; observedPhase: string } | null
}

/** One host at a time, as the gateway's row-level security has it. `null`: no such tenant. */
export async function readRoute(db: Database, slug: string): Promise<Route | null> {
  return inScope(db, { slug }, async (tx) => {
    const tenant = await tx.tenant.findUnique({ where: { slug }, select: { id: true, workspaceId: true } })
    if (tenant === null) return null
    await setScope(tx, { workspaceId: tenant.workspaceId, tenantId: tenant.id })
    const runtime = await tx.runtime.findUnique({
      where: { tenantId: tenant.id },
      select: { id: true, desiredState: true, observedPhase: true },
    })
    return { tenantId: tenant.id, workspaceId: tenant.workspaceId, runtime }
  })
}

const ttlMs = 5_000
const negativeTtlMs = 2_000
/** While the database is away, routes that were known keep serving for so long. */
const staleMs = 600_000
const maxEntries = 20_000

type Entry = { route: Route | null; readAt: number }

/** Which runtime answers for a slug; remembered for a few seconds, the absence of one too. */
export class RouteTable {
  readonly #read: (slug: string) => Promise<Route | null>
  readonly #limits: Pick<GatewayLimits, 'lookups'>
  readonly #now: () => number
  readonly #entries = new Map<string, Entry>()
  readonly #underWay = new Map<string, Promise<Route | null>>()

  constructor(
    read: (slug: string) => Promise<Route | null>,
    limits: Pick<GatewayLimits, 'lookups'>,
    now: () => number = Date.now,
  ) {
    this.#read = read
    this.#limits = limits
    this.#now = now
  }

  /** Throws a `Refusal` when it is not known and cannot be found out. */
  find(slug: string): Route | null | Promise<Route | null> {
    const entry = this.#entries.get(slug)
    if (entry !== undefined) {
      const age = this.#now() - entry.readAt
      if (age < (entry.route === null ? negativeTtlMs : ttlMs)) return entry.route
    }
    return this.refresh(slug)
  }

  /** Reads it anew, once for all who ask meanwhile. */
  refresh(slug: string): Promise<Route | null> {
    const underWay = this.#underWay.get(slug)
    if (underWay !== undefined) return underWay
    if (this.#underWay.size >= this.#limits.lookups) return Promise.reject(lookupsExhausted())
    const reading = this.#load(slug).finally(() => this.#underWay.delete(slug))
    this.#underWay.set(slug, reading)
    return reading
  }

  /** A door appeared: whoever was thought absent, or without a runtime, may be there now. */
  forgetAbsent(): void {
    for (const [slug, entry] of this.#entries) {
      if (entry.route === null || entry.route.runtime === null) this.#entries.delete(slug)
    }
  }

  async #load(slug: string): Promise<Route | null> {
    try {
      const route = await this.#read(slug)
      this.#remember(slug, { route, readAt: this.#now() })
      return route
    } catch (cause) {
      const entry = this.#entries.get(slug)
      if (entry?.route != null && this.#now() - entry.readAt < staleMs) return entry.route
      throw lookupFailed(cause)
    }
  }

  #remember(slug: string, entry: Entry): void {
    this.#entries.delete(slug)
    this.#entries.set(slug, entry)
    if (this.#entries.size <= maxEntries) return
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest)
      return
    }
  }
}
