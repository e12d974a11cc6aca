import { BulkheadError } from '@/domain/errors'
import { type BootEnv, bootEnvSchema } from '@/domain/runtime/boot'

/** Throws `bad-input` that names each variable at fault. */
export function readBootEnv(env: Readonly<Record<string, string | undefined>>): BootEnv {
  const result = bootEnvSchema.safeParse(env)
  if (result.success) return result.data
  const wrong = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new BulkheadError('bad-input', `The boot environment is not usable. ${wrong.join('; ')}`)
}
