'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { errorSentence } from '@/components/shell/api-error'
import { useTRPC } from '@/components/trpc/client'
import { Button } from '@/components/ui/button'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SignInLink } from './sign-in-link'

const schema = z.object({
  name: z.string().trim().min(1, 'Write their name.').max(80, 'At most 80 characters.'),
  email: z.email('Write their e-mail address.'),
})

export type PersonRole =
  | { role: 'owner' | 'builder' | 'operator'; tenant?: undefined }
  | { role: 'customer'; tenant: string }

type AddPersonFormProps = {
  workspace: string
  as: PersonRole
  /** Further fields, e.g. the choice of a role. */
  children?: ReactNode
}

export function AddPersonForm({ workspace, as, children }: AddPersonFormProps) {
  const [added, setAdded] = useState<{ name: string; link: string | null } | null>(null)
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { name: '', email: '' } })
  const { errors } = form.formState
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const add = useMutation(
    trpc.workspace.addMember.mutationOptions({
      onSuccess: ({ signInLink }, { name }) => {
        setAdded({ name, link: signInLink })
        form.reset()
        return queryClient.invalidateQueries({ queryKey: trpc.workspace.listMembers.queryKey({ workspace }) })
      },
    }),
  )
  const submit = form.handleSubmit((person) => {
    setAdded(null)
    const tenant = as.role === 'customer' ? { tenant: as.tenant } : {}
    add.mutate({ workspace, ...person, role: as.role, ...tenant })
  })
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {add.error && <ErrorNotice title="They were not added">{errorSentence(add.error)}</ErrorNotice>}
      {added && <SignInLink {...added} />}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name" error={errors.name?.message}>
          <Input autoComplete="off" {...form.register('name')} />
        </Field>
        <Field label="E-mail address" error={errors.email?.message}>
          <Input type="email" autoComplete="off" {...form.register('email')} />
        </Field>
        {children}
      </div>
      <Button type="submit" pending={add.isPending} className="self-start">
        Add and make a sign-in link
      </Button>
    </form>
  )
}
