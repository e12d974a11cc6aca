import { z } from 'zod'
import { passwordSchema, setPassword } from '@/server/accounts/set-password'
import { signedInProcedure } from '../../procedures'

/** The first password needs none; every later one needs the one before. */
export const setPasswordProcedure = signedInProcedure
  .input(z.object({ currentPassword: z.string().max(200).optional(), newPassword: passwordSchema }))
  .mutation(({ ctx: { person, services }, input }) =>
    setPassword(services.auth, { person, current: input.currentPassword, next: input.newPassword }),
  )
