import { bootEnvSchema } from '@/domain/runtime/boot'
import { type Finding, fail, type Guard, pass } from './guard'

const bootNames: ReadonlySet<string> = new Set(Object.keys(bootEnvSchema.shape))
const harmlessNames: ReadonlySet<string> = new Set(['HOME', 'HOSTNAME', 'LANG', 'PATH', 'PWD', 'TMPDIR', 'TZ'])
const secretName = /key|secret|token|passw|credential|auth|private|cert|cookie|session|dsn|(^|_)pw($|_)|database_url/i
const secretValues: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(?:sk|pk|rk|ghp|gho|ghs|xox[abprs]|glpat|AKIA)[-_A-Za-z0-9]{12,}/,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\./,
  /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/i,
  /^[A-Za-z0-9+/_-]{40,}={0,2}$/,
]

/** Values are judged and never repeated: the evidence holds names alone. */
export function judgeEnv(env: Readonly<Record<string, string | undefined>>): Finding {
  const foreign = Object.entries(env).filter(
    ([name, value]) => value !== undefined && !bootNames.has(name) && !harmlessNames.has(name),
  )
  const suspicious = foreign
    .filter(([name, value]) => name.startsWith('BULKHEAD_') || secretName.test(name) || looksSecret(value ?? ''))
    .map(([name]) => name.slice(0, 40))
  if (suspicious.length > 0) return fail(`shaped like a secret: ${suspicious.join(', ')}`)
  return pass(`${bootNames.size} boot names, ${foreign.length} harmless others`)
}

function looksSecret(value: string): boolean {
  return secretValues.some((shape) => shape.test(value))
}

export const noSecretEnv: Guard = async ({ env }) => judgeEnv(env)
