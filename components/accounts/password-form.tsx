'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { toast } from 'sonner'
import { z } from 'zod'
import { Button } from '@/components/ui/button'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { authClient } from './auth-client'
import { passwordErrorSentence } from './auth-errors'

const newPassword = z
  .string()
  .min(12, 'A password needs at least 12 characters. A few words in a row are easy to remember.')
  .max(200, 'At most 200 characters.')

const schema = z
  .object({ current: z.string(), password: newPassword, again: z.string() })
  .refine(({ password, again }) => password === again, { path: ['again'], message: 'The two do not match.' })

export type SetPassword = (password: string) => Promise<{ problem: string | null }>

type PasswordFormProps = {
  email: string
  hasPassword: boolean
  /** For people who came by a one-time link and have no password to confirm. */
  setPassword: SetPassword
}

export function PasswordForm({ email, hasPassword, setPassword }: PasswordFormProps) {
  const [known, setKnown] = useState(hasPassword)
  const [refusal, setRefusal] = useState<string | null>(null)
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { current: '', password: '', again: '' } })
  const { errors, isSubmitting } = form.formState

  const change = async (currentPassword: string, password: string) => {
    const { error } = await authClient.changePassword({
      currentPassword,
      newPassword: password,
      revokeOtherSessions: true,
    })
    return error ? passwordErrorSentence(error) : null
  }
  const submit = form.handleSubmit(async ({ current, password }) => {
    const problem = await (known
      ? change(current, password)
      : setPassword(password).then((result) => result.problem)
    ).catch(() => passwordErrorSentence({}))
    setRefusal(problem)
    if (problem) return
    form.reset()
    setKnown(true)
    toast.success(
      known ? 'Password changed. Other devices were signed out.' : 'Password set. You can sign in with it now.',
    )
  })
  return (
    <form onSubmit={submit} noValidate className="flex max-w-sm flex-col gap-4">
      {refusal && <ErrorNotice>{refusal}</ErrorNotice>}
      <input type="hidden" autoComplete="username" value={email} readOnly />
      {known && (
        <Field label="Current password" error={errors.current?.message}>
          <Input type="password" autoComplete="current-password" {...form.register('current')} />
        </Field>
      )}
      <Field label="New password" hint="At least 12 characters." error={errors.password?.message}>
        <Input type="password" autoComplete="new-password" {...form.register('password')} />
      </Field>
      <Field label="New password, again" error={errors.again?.message}>
        <Input type="password" autoComplete="new-password" {...form.register('again')} />
      </Field>
      <Button type="submit" variant="primary" pending={isSubmitting} className="self-start">
        {known ? 'Change password' : 'Set password'}
      </Button>
    </form>
  )
}
