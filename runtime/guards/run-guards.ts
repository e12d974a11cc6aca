import type { KeyObject } from 'node:crypto'
import type { BrokerIdentity } from '@/domain/runtime/broker-api'
import { type GuardId, type GuardReport, type GuardResult, guardIds } from '@/domain/runtime/guard-report'
import { judgeBrokerIdentity } from './broker-identity'
import { judgeBundleSignature } from './bundle-signature'
import { type Finding, fail, type Guard, type GuardContext } from './guard'
import { loopbackOnly } from './loopback-only'
import { memoryLimit } from './memory-limit'
import { noCapabilities } from './no-capabilities'
import { noNewPrivileges } from './no-new-privileges'
import { noSecretEnv } from './no-secret-env'
import { notRoot } from './not-root'
import { pidsLimit } from './pids-limit'
import { readOnlyRoot } from './read-only-root'
import { seccomp } from './seccomp'

/** The guards' view of the runtime: the sandbox around it, the broker's answer, and the bundle's proof. */
export type GuardInputs = GuardContext & {
  bundleKey: () => KeyObject
  /** Digest of the bundle that was verified with `bundleKey`, if there is one already. */
  verifiedDigest: string | null
  identity: () => Promise<BrokerIdentity>
}

const evidenceChars = 300

export async function runGuards(inputs: GuardInputs): Promise<GuardReport> {
  const guards: Record<GuardId, Guard> = {
    'no-capabilities': noCapabilities,
    'no-new-privileges': noNewPrivileges,
    seccomp,
    'not-root': notRoot,
    'loopback-only': loopbackOnly,
    'read-only-root': readOnlyRoot,
    'memory-limit': memoryLimit,
    'pids-limit': pidsLimit,
    'no-secret-env': noSecretEnv,
    'broker-identity': async ({ boot }) => judgeBrokerIdentity(boot, await inputs.identity()),
    'bundle-signature': async () => judgeBundleSignature(inputs.bundleKey(), inputs.verifiedDigest),
  }
  const results = await Promise.all(guardIds.map((id) => runGuard(id, guards[id], inputs)))
  return { checkedAt: new Date().toISOString(), results }
}

/** What cannot be looked at counts as failed: a guard never passes by accident. */
async function runGuard(id: GuardId, guard: Guard, inputs: GuardInputs): Promise<GuardResult> {
  const finding: Finding = await guard(inputs).catch((error: unknown) =>
    fail(`could not look: ${error instanceof Error ? error.message : String(error)}`),
  )
  const waived = !finding.ok && inputs.boot.BULKHEAD_WAIVED_GUARDS.includes(id)
  const outcome = finding.ok ? 'passed' : waived ? 'waived' : 'failed'
  return { id, outcome, evidence: finding.evidence.slice(0, evidenceChars) }
}
