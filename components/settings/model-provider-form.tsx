'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { toast } from 'sonner'
import { errorSentence } from '@/components/shell/api-error'
import type { Outputs } from '@/components/shell/api-types'
import { useTRPC } from '@/components/trpc/client'
import { Button } from '@/components/ui/button'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { emptyProviderForm, providerFormOf, providerFormSchema, providerInputOf } from './model-provider-values'

type ModelProviderFormProps = { workspace: string; provider: Outputs['workspace']['getModelProvider'] }

export function ModelProviderForm({ workspace, provider }: ModelProviderFormProps) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refresh = () =>
    queryClient.invalidateQueries({ queryKey: trpc.workspace.getModelProvider.queryKey({ workspace }) })
  const form = useForm({
    resolver: zodResolver(providerFormSchema),
    defaultValues: providerFormOf(provider),
  })
  const { errors } = form.formState
  const save = useMutation(
    trpc.workspace.setModelProvider.mutationOptions({
      onSuccess: () => {
        form.resetField('key')
        toast.success('Saved. Every tenant’s next answer comes from this provider.')
        return refresh()
      },
    }),
  )
  const clear = useMutation(
    trpc.workspace.clearModelProvider.mutationOptions({
      onSuccess: () => {
        form.reset(emptyProviderForm)
        toast.success('Removed. The demo model answers from now on.')
        return refresh()
      },
    }),
  )
  const error = save.error ?? clear.error
  return (
    <form
      onSubmit={form.handleSubmit((values) => save.mutate({ workspace, ...providerInputOf(values) }))}
      noValidate
      className="flex flex-col gap-4"
    >
      {error && <ErrorNotice>{errorSentence(error)}</ErrorNotice>}
      <Field label="Base URL" hint="Of any OpenAI-compatible API." error={errors.baseUrl?.message}>
        <Input type="url" placeholder="https://api.example.com/v1" {...form.register('baseUrl')} />
      </Field>
      <Field
        label="Default model"
        hint="What a block uses that names no model of its own."
        error={errors.defaultModel?.message}
      >
        <Input spellCheck={false} autoCapitalize="none" {...form.register('defaultModel')} />
      </Field>
      <Field
        label="Embedding model"
        hint="For memory and documents. Left empty: text-embedding-3-small."
        error={errors.embeddingModel?.message}
      >
        <Input spellCheck={false} autoCapitalize="none" {...form.register('embeddingModel')} />
      </Field>
      <Field
        label="Transcription model"
        hint="For voice messages. Left empty: whisper-1."
        error={errors.transcriptionModel?.message}
      >
        <Input spellCheck={false} autoCapitalize="none" {...form.register('transcriptionModel')} />
      </Field>
      <fieldset className="grid gap-4 sm:grid-cols-2">
        <legend className="mb-1.5 text-muted text-xs">
          US dollars for a million tokens. Left empty: what answers cost is not shown.
        </legend>
        <Field label="Price of input" error={errors.inputPrice?.message}>
          <Input inputMode="decimal" placeholder="0.15" {...form.register('inputPrice')} />
        </Field>
        <Field label="Price of output" error={errors.outputPrice?.message}>
          <Input inputMode="decimal" placeholder="0.60" {...form.register('outputPrice')} />
        </Field>
      </fieldset>
      <Field
        label={provider.configured ? 'Key (write it again to change anything)' : 'Key'}
        hint="Sealed at once. Only the broker can open it; no tenant’s environment ever holds it, and this page cannot read it back."
        error={errors.key?.message}
      >
        <Input type="password" autoComplete="off" {...form.register('key')} />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" pending={save.isPending}>
          Save provider
        </Button>
        {provider.configured && (
          <Button pending={clear.isPending} onClick={() => clear.mutate({ workspace })}>
            Remove it and use the demo model
          </Button>
        )}
      </div>
    </form>
  )
}
