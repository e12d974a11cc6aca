'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Rocket } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { errorSentence } from '@/components/shell/api-error'
import { useTRPC, useTRPCClient } from '@/components/trpc/client'
import { Button } from '@/components/ui/button'
import { DialogBody, DialogFooter } from '@/components/ui/dialog'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { digestOf } from '@/domain/blueprint/digest'
import { isError } from '@/domain/blueprint/lint'
import { UnsettledDraftError } from '../autosave/autosave'
import { countOf } from '../block-words'
import { useEditorHandle } from '../editor-context'
import { ProblemList } from '../problems/problem-list'
import { closeOverlay } from '../store/commands/overlay'
import { ChooseChanges } from './choose-changes'
import type { Shipment } from './draft-changes'
import type { PublishedVersion } from './published'
import { RollOutSwitch } from './roll-out-switch'

type PublishFormProps = {
  shipment: Shipment
  onChoose: (subjects: readonly string[], wanted: boolean) => void
  next: number
  tenantCount: number
  onPublished: (version: PublishedVersion) => void
}

export function PublishForm({ next, tenantCount, shipment, onChoose, onPublished }: PublishFormProps) {
  const { all, problems, document } = shipment
  const { changes } = shipment.comparison
  const { store } = useEditorHandle()
  const [message, setMessage] = useState('')
  const [rollOut, setRollOut] = useState(tenantCount > 0)
  const publish = usePublish(onPublished)
  const errors = problems.filter(isError)
  const left = all.some(({ chosen }) => !chosen)
  const blocked = errors.length > 0 || changes.length === 0
  const restarts = changes.some(({ change }) => change.rollout === 'restart')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!blocked && message.trim() !== '') {
      const subjects = all.flatMap(({ subject, chosen }) => (chosen ? [subject] : []))
      publish.mutate({ message: message.trim(), rollOut, chosen: { subjects, digest: digestOf(document) } })
    }
  }
  return (
    <form onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody className="flex flex-col gap-5">
        {errors.length > 0 && (
          <ErrorNotice title={`${countOf(errors.length, 'problem')} ${left ? 'in what is ticked' : 'to solve first'}`}>
            <ProblemList problems={errors} onGo={() => closeOverlay(store)} />
          </ErrorNotice>
        )}
        <Field label="What changed" required hint="Your team reads this in the list of versions.">
          <Textarea
            autoFocus
            rows={2}
            maxLength={500}
            value={message}
            placeholder={changes[0]?.description ?? ''}
            onChange={(event) => setMessage(event.target.value)}
            className="min-h-16"
          />
        </Field>
        <RollOutSwitch checked={rollOut} tenantCount={tenantCount} restarts={restarts} onChange={setRollOut} />
        <section aria-label="Changes">
          {all.length === 0 ? (
            <p className="text-muted">The draft says the same as v{next - 1}: there is nothing to publish.</p>
          ) : (
            <ChooseChanges shipment={shipment} onChoose={onChoose} />
          )}
        </section>
        {publish.isError && <ErrorNotice title="Nothing was published">{publishErrorWords(publish.error)}</ErrorNotice>}
      </DialogBody>
      <DialogFooter>
        <Button onClick={() => closeOverlay(store)}>Cancel</Button>
        <Button variant="primary" type="submit" pending={publish.isPending} disabled={blocked || message.trim() === ''}>
          <Rocket aria-hidden />
          {rollOut && tenantCount > 0 ? `Publish v${next} and roll out` : `Publish v${next}`}
        </Button>
      </DialogFooter>
    </form>
  )
}

type PublishInput = { message: string; rollOut: boolean; chosen: { subjects: string[]; digest: string } }

/** Publishes what is ticked on screen: first the draft must be with the server; what the ticks lead to is named. */
function usePublish(onPublished: (version: PublishedVersion) => void) {
  const { workspace, blueprintId, autosave } = useEditorHandle()
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (input: PublishInput) => {
      const revision = await autosave.settle()
      return client.version.publish.mutate({ workspace, blueprintId, revision, ...input })
    },
    onSuccess: async (version) => {
      onPublished(version)
      await Promise.all([
        queries.invalidateQueries({ queryKey: trpc.blueprint.pathKey() }),
        queries.invalidateQueries({ queryKey: trpc.version.pathKey() }),
        queries.invalidateQueries({ queryKey: trpc.rollout.pathKey() }),
      ])
    },
  })
}

function publishErrorWords(error: Error): string {
  return error instanceof UnsettledDraftError ? error.message : errorSentence(error)
}
