'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { z } from 'zod'
import { errorCode, errorSentence } from '@/components/shell/api-error'
import type { Outputs } from '@/components/shell/api-types'
import { useTRPC } from '@/components/trpc/client'
import { Button } from '@/components/ui/button'
import { DialogBody, DialogClose, DialogFooter } from '@/components/ui/dialog'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { customerSlugSchema, proposeSlug } from '@/domain/tenant/slug'
import { SlotFields } from './slot-fields'
import { readInputs, type SlotInputs } from './slot-values'
import { shortUrl } from './tenant-table'
import { useSlots } from './use-slots'

const schema = z.object({
  name: z.string().trim().min(1, 'Give it a name.').max(80, 'At most 80 characters.'),
  slug: customerSlugSchema,
  blueprintId: z.string().min(1, 'Choose a blueprint.'),
})

type CreateTenantFormProps = { workspace: string; blueprints: Outputs['blueprint']['list']; urlTemplate: string }

export function CreateTenantForm({ workspace, blueprints, urlTemplate }: CreateTenantFormProps) {
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { name: '', slug: '', blueprintId: blueprints.length === 1 ? (blueprints[0]?.id ?? '') : '' },
  })
  const { errors, dirtyFields } = form.formState
  const [slotInputs, setSlotInputs] = useState<SlotInputs>({})
  const [slotProblems, setSlotProblems] = useState<Record<string, string>>({})
  const [slug, blueprintId] = form.watch(['slug', 'blueprintId'])
  const slots = useSlots(workspace, blueprintId || null)
  const create = useCreateTenant(workspace)
  const taken = errorCode(create.error) === 'slug-taken' ? errorSentence(create.error) : undefined

  const submit = form.handleSubmit((values) => {
    const { values: slotValues, problems } = readInputs(slots ?? {}, slotInputs)
    setSlotProblems(problems)
    if (Object.keys(problems).length === 0) create.mutate({ workspace, ...values, slotValues })
  })
  return (
    <form onSubmit={submit} noValidate className="flex min-h-0 flex-1 flex-col">
      <DialogBody className="flex flex-col gap-4">
        {create.error && !taken && <ErrorNotice title="It was not created">{errorSentence(create.error)}</ErrorNotice>}
        <Field label="Name" error={errors.name?.message}>
          <Input
            autoFocus
            placeholder="Acme, Inc."
            {...form.register('name', {
              onChange: (event) => !dirtyFields.slug && form.setValue('slug', proposeSlug(event.target.value)),
            })}
          />
        </Field>
        <Field
          label="Slug"
          hint={<AddressPreview slug={slug} template={urlTemplate} />}
          error={errors.slug?.message ?? taken}
        >
          <Input placeholder="acme" autoCapitalize="none" spellCheck={false} {...form.register('slug')} />
        </Field>
        <Field label="Blueprint" error={errors.blueprintId?.message}>
          <Controller
            control={form.control}
            name="blueprintId"
            render={({ field }) => (
              <Select
                options={blueprints.map(({ id, name, latestVersion }) => ({
                  value: id,
                  label: name,
                  hint: latestVersion === null ? 'not published: the tenant waits for v1' : `v${latestVersion}`,
                }))}
                value={field.value || null}
                onValueChange={field.onChange}
              />
            )}
          />
        </Field>
        {slots && <SlotFields slots={slots} inputs={slotInputs} problems={slotProblems} onChange={setSlotInputs} />}
      </DialogBody>
      <DialogFooter>
        <DialogClose render={<Button />}>Cancel</DialogClose>
        <Button type="submit" variant="primary" pending={create.isPending || create.isSuccess}>
          Create tenant
        </Button>
      </DialogFooter>
    </form>
  )
}

function useCreateTenant(workspace: string) {
  const trpc = useTRPC()
  const router = useRouter()
  const queryClient = useQueryClient()
  return useMutation(
    trpc.tenant.create.mutationOptions({
      onSuccess: ({ slug }) => {
        void queryClient.invalidateQueries({ queryKey: trpc.tenant.list.queryKey({ workspace }) })
        router.push(`/w/${workspace}/tenants/${slug}`)
      },
    }),
  )
}

function AddressPreview({ slug, template }: { slug: string; template: string }) {
  const [before, after] = shortUrl(template).split('{slug}')
  return (
    <>
      Its address: {before}
      <strong className="font-medium text-text">{slug || 'slug'}</strong>
      {after}
    </>
  )
}
