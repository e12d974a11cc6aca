import { z } from 'zod'
import { BulkheadError } from '@/domain/errors'
import { type Auth, passwordLimits } from './auth'
import type { Person } from './session'

export const passwordSchema = z
  .string()
  .min(passwordLimits.minChars, `must have at least ${passwordLimits.minChars} characters`)
  .max(passwordLimits.maxChars, `must have at most ${passwordLimits.maxChars} characters`)

/** People who came by a sign-in link have none until they choose one. */
export async function hasPassword(auth: Auth, personId: string): Promise<boolean> {
  return (await credentialOf(auth, personId)) !== undefined
}

/** Sets the first password, or changes it when `current` is right. */
export async function setPassword(
  auth: Auth,
  input: { person: Person; current?: string | undefined; next: string },
): Promise<void> {
  const { internalAdapter, password } = await auth.$context
  const credential = await credentialOf(auth, input.person.id)
  if (credential === undefined) {
    const personId = input.person.id
    await internalAdapter.linkAccount({
      userId: personId,
      providerId: 'credential',
      accountId: personId,
      password: await password.hash(input.next),
    })
    return
  }
  // Guessing here is no easier than at the door.
  await auth.countSignInTry(input.person.email)
  const known = credential.password ?? ''
  if (input.current === undefined || !(await password.verify({ hash: known, password: input.current }))) {
    throw new BulkheadError('bad-input', 'The current password is not right.', {
      details: { problems: [{ path: 'currentPassword', message: 'is not right' }] },
    })
  }
  await internalAdapter.updateAccount(credential.id, { password: await password.hash(input.next) })
}

async function credentialOf(auth: Auth, personId: string) {
  const { internalAdapter } = await auth.$context
  const accounts = await internalAdapter.findAccounts(personId)
  return accounts.find((account) => account.providerId === 'credential' && account.password)
}
