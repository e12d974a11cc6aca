'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { toast } from 'sonner'
import { z } from 'zod'
import { errorSentence } from '@/components/shell/api-error'
import { useTRPC } from '@/components/trpc/client'
import { Button } from '@/components/ui/button'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

const schema = z
  .object({
    current: z.string(),
    next: z
      .string()
      .min(12, 'A password needs at least 12 characters. A few words in a row are easy to remember.')
      .max(200, 'At most 200 characters.'),
    again: z.string(),
  })
  .refine(({ next, again }) => next === again, { path: ['again'], message: 'The two do not match.' })

const empty = { current: '', next: '', again: '' }

/** People who came by a one-time link have no password to confirm; everybody else confirms theirs. */
export function PasswordForm({ email, hasPassword }: { email: string; hasPassword: boolean }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const form = useForm({ resolver: zodResolver(schema), defaultValues: empty })
  const { errors } = form.formState
  const save = useMutation(
    trpc.account.setPassword.mutationOptions({
      onSuccess: () => {
        form.reset()
        toast.success(hasPassword ? 'Password changed.' : 'Password set. You can sign in with it from now on.')
        return queryClient.invalidateQueries({ queryKey: trpc.account.me.queryKey() })
      },
    }),
  )
  const submit = form.handleSubmit(({ current, next }) =>
    save.mutate({ newPassword: next, ...(hasPassword ? { currentPassword: current } : {}) }),
  )
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {save.error && <ErrorNotice>{errorSentence(save.error)}</ErrorNotice>}
      <input type="hidden" autoComplete="username" value={email} readOnly />
      {hasPassword && (
        <Field label="Current password">
          <Input type="password" autoComplete="current-password" {...form.register('current')} />
        </Field>
      )}
      <Field label="New password" hint="At least 12 characters." error={errors.next?.message}>
        <Input type="password" autoComplete="new-password" {...form.register('next')} />
      </Field>
      <Field label="New password, again" error={errors.again?.message}>
        <Input type="password" autoComplete="new-password" {...form.register('again')} />
      </Field>
      <Button type="submit" variant="primary" pending={save.isPending} className="self-start">
        {hasPassword ? 'Change password' : 'Set password'}
      </Button>
    </form>
  )
}
