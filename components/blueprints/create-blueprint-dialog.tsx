'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { Controller, useForm } from 'react-hook-form'
import { z } from 'zod'
import { errorSentence } from '@/components/shell/api-error'
import { QueryView } from '@/components/shell/query-view'
import { useTRPC } from '@/components/trpc/client'
import { Button } from '@/components/ui/button'
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { blankStarter, StarterPicker } from './starter-picker'

const schema = z.object({
  name: z.string().trim().min(1, 'Give it a name.').max(80, 'At most 80 characters.'),
  starter: z.string(),
})

type CreateBlueprintDialogProps = { workspace: string; open: boolean; onOpenChange: (open: boolean) => void }

export function CreateBlueprintDialog({ workspace, open, onOpenChange }: CreateBlueprintDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="New blueprint"
        description="One drawing for all your customers. Start from something that works, or from nothing."
        size="lg"
      >
        <CreateBlueprintForm workspace={workspace} />
      </DialogContent>
    </Dialog>
  )
}

function CreateBlueprintForm({ workspace }: { workspace: string }) {
  const trpc = useTRPC()
  const router = useRouter()
  const starters = useQuery(
    trpc.blueprint.listStarters.queryOptions({ workspace }, { staleTime: Number.POSITIVE_INFINITY }),
  )
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { name: '', starter: blankStarter } })
  const create = useMutation(
    trpc.blueprint.create.mutationOptions({
      onSuccess: ({ id }) => router.push(`/w/${workspace}/blueprints/${id}`),
    }),
  )
  const submit = form.handleSubmit(({ name, starter }) =>
    create.mutate({ workspace, name, ...(starter === blankStarter ? {} : { starter }) }),
  )
  return (
    <form onSubmit={submit} noValidate className="flex min-h-0 flex-1 flex-col">
      <DialogBody className="flex flex-col gap-5">
        {create.error && <ErrorNotice title="It was not created">{errorSentence(create.error)}</ErrorNotice>}
        <Field
          label="Name"
          hint="What your team calls it. Customers do not see it."
          error={form.formState.errors.name?.message}
        >
          <Input autoFocus placeholder="Support desk" {...form.register('name')} />
        </Field>
        <QueryView query={starters} what="starters">
          {(list) => (
            <Controller
              control={form.control}
              name="starter"
              render={({ field }) => <StarterPicker starters={list} value={field.value} onChange={field.onChange} />}
            />
          )}
        </QueryView>
      </DialogBody>
      <DialogFooter>
        <DialogClose render={<Button />}>Cancel</DialogClose>
        <Button type="submit" variant="primary" pending={create.isPending || create.isSuccess}>
          Create and draw
        </Button>
      </DialogFooter>
    </form>
  )
}
