import { randomUUID } from 'node:crypto'
import type { RuntimeRequest } from '../port'

/** A tenant of its own, small and quick. */
export function makeRequest(image: string, differing: Partial<RuntimeRequest> = {}): RuntimeRequest {
  return {
    runtimeId: randomUUID(),
    workspaceId: randomUUID(),
    tenantId: randomUUID(),
    tenantSlug: 'acme',
    generation: 1,
    image,
    memoryMb: 128,
    cpus: 1,
    pids: 64,
    bundleKey: 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=',
    ...differing,
  }
}

/** Each field changed, one at a time. A new field of the request must be added here: the type says so. */
export function requestVariants(request: RuntimeRequest): Record<keyof RuntimeRequest, RuntimeRequest> {
  return {
    runtimeId: { ...request, runtimeId: randomUUID() },
    workspaceId: { ...request, workspaceId: randomUUID() },
    tenantId: { ...request, tenantId: randomUUID() },
    tenantSlug: { ...request, tenantSlug: 'globex' },
    generation: { ...request, generation: request.generation + 1 },
    image: { ...request, image: request.image.replace(/.$/, (last) => (last === '0' ? '1' : '0')) },
    memoryMb: { ...request, memoryMb: request.memoryMb + 64 },
    cpus: { ...request, cpus: request.cpus / 2 },
    pids: { ...request, pids: request.pids + 1 },
    bundleKey: { ...request, bundleKey: 'MCowBQYDK2VwAyEAUrAxZuEGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4=' },
  }
}
