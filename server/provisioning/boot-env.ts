import type { z } from 'zod'
import type { bootEnvSchema } from '@/domain/runtime/boot'
import type { GuardId } from '@/domain/runtime/guard-report'
import type { RuntimeRequest } from './port'

type BootVariables = Record<keyof z.input<typeof bootEnvSchema>, string>

export type BootPlaces = { doors: string; data: string; waivedGuards: readonly GuardId[] }

/** The whole environment of a runtime: what is not here is not set. */
export function renderBootEnv(request: RuntimeRequest, places: BootPlaces): BootVariables {
  return {
    BULKHEAD_RUNTIME_ID: request.runtimeId,
    BULKHEAD_TENANT_ID: request.tenantId,
    BULKHEAD_GENERATION: String(request.generation),
    BULKHEAD_DOORS: places.doors,
    BULKHEAD_DATA: places.data,
    BULKHEAD_BUNDLE_KEY: request.bundleKey,
    BULKHEAD_WAIVED_GUARDS: places.waivedGuards.join(','),
  }
}
