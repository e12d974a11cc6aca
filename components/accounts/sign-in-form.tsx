'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { Button } from '@/components/ui/button'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { authClient } from './auth-client'
import { signInErrorSentence } from './auth-errors'

const schema = z.object({
  email: z.email('Write the e-mail address of your account.'),
  password: z.string().min(1, 'Write your password.'),
})

type SignInFormProps = { linkError: string | undefined; next: string }

export function SignInForm({ linkError, next }: SignInFormProps) {
  const [refusal, setRefusal] = useState<string | undefined>(linkError)
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { email: '', password: '' } })
  const { errors, isSubmitting } = form.formState

  const submit = form.handleSubmit(async (values) => {
    setRefusal(undefined)
    try {
      const { error } = await authClient.signIn.email(values)
      if (!error) return window.location.assign(next)
      setRefusal(signInErrorSentence(error))
    } catch {
      setRefusal(signInErrorSentence({}))
    }
  })
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {refusal && <ErrorNotice>{refusal}</ErrorNotice>}
      <Field label="E-mail address" error={errors.email?.message}>
        <Input type="email" autoComplete="username" autoFocus {...form.register('email')} />
      </Field>
      <Field label="Password" error={errors.password?.message}>
        <Input type="password" autoComplete="current-password" {...form.register('password')} />
      </Field>
      <Button type="submit" variant="primary" size="lg" pending={isSubmitting}>
        Sign in
      </Button>
    </form>
  )
}
