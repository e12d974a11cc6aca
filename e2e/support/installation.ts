import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The product that the browser tests run against: an installation of its own, on ports of its own. */
export const home = process.env.BULKHEAD_E2E_HOME ?? join(tmpdir(), 'bulkhead-e2e')
export const ports = { web: 4410, gateway: 4411, postgres: 4412 }
export const tenantUrl = (slug: string) => `http://${slug}.localhost:${ports.gateway}`
