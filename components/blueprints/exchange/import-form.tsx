'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { completeLayout } from '@/components/canvas/tidy'
import { errorSentence } from '@/components/shell/api-error'
import { useTRPC } from '@/components/trpc/client'
import { Button } from '@/components/ui/button'
import { DialogBody, DialogFooter } from '@/components/ui/dialog'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { Incoming } from '@/domain/blueprint/exchange/incoming'
import { applySubflows, matchSubflows } from '@/domain/blueprint/exchange/match-subflows'
import { ImportPreview } from './import-preview'

const asNew = 'new'

type ImportFormProps = { workspace: string; incoming: Incoming; onBack: () => void }

/** What came over, what it will be called, and where it goes. */
export function ImportForm({ workspace, incoming, onBack }: ImportFormProps) {
  const trpc = useTRPC()
  const router = useRouter()
  const queries = useQueryClient()
  const [name, setName] = useState(incoming.name)
  const [into, setInto] = useState(asNew)
  const blueprints = useQuery(trpc.blueprint.list.queryOptions({ workspace }))
  const target = useQuery(trpc.blueprint.get.queryOptions({ workspace, id: into }, { enabled: into !== asNew }))
  const here = useSubflowsHere(workspace, incoming)
  const save = useMutation(
    trpc.blueprint.import.mutationOptions({
      onSuccess: async ({ id }) => {
        await queries.invalidateQueries({ queryKey: trpc.blueprint.pathKey() })
        router.push(`/w/${workspace}/blueprints/${id}`)
      },
    }),
  )
  const matches = here.data === undefined ? [] : matchSubflows(incoming.document, incoming.subflows, here.data)
  const document = here.data === undefined ? incoming.document : applySubflows(incoming.document, matches)
  const isNew = into === asNew
  const revision = isNew ? undefined : target.data?.draft.revision
  const error = save.error ?? here.error ?? target.error
  const submit = () =>
    save.mutate({
      workspace,
      name: isNew ? name : (target.data?.name ?? name),
      document: incoming.document,
      layout: completeLayout(incoming.document, incoming.layout),
      subflows: [...incoming.subflows],
      ...(revision === undefined ? {} : { replace: { id: into, revision } }),
    })
  return (
    <>
      <DialogBody className="flex flex-col gap-5">
        {error && <ErrorNotice title="It was not imported">{errorSentence(error)}</ErrorNotice>}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Import as" hint={isNew ? undefined : replaceWords(target.data)}>
            <Select
              value={into}
              onValueChange={setInto}
              options={[
                { value: asNew, label: 'A new blueprint' },
                ...(blueprints.data ?? []).map(({ id, name: other }) => ({
                  value: id,
                  label: `The draft of ${other}`,
                })),
              ]}
            />
          </Field>
          {isNew && (
            <Field label="Name" error={name.trim() === '' ? 'Give it a name.' : undefined}>
              <Input value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
            </Field>
          )}
        </div>
        <ImportPreview incoming={incoming} document={document} matches={matches} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onBack}>Choose another</Button>
        <Button
          variant="primary"
          disabled={here.data === undefined || (isNew ? name.trim() === '' : revision === undefined)}
          pending={save.isPending || save.isSuccess}
          onClick={submit}
        >
          {isNew ? 'Import as a new blueprint' : 'Replace the draft'}
        </Button>
      </DialogFooter>
    </>
  )
}

/** The versions of this workspace that the drawing may mean. A drawing that calls nothing asks nobody. */
function useSubflowsHere(workspace: string, { subflows }: Incoming) {
  const trpc = useTRPC()
  const like = subflows.map(({ name, digest }) => ({ name, digest }))
  const query = useQuery(
    trpc.blueprint.findSubflows.queryOptions({ workspace, calls: [], like }, { enabled: like.length > 0 }),
  )
  return like.length > 0 ? query : { data: [], error: null }
}

function replaceWords(target: { name: string } | undefined): string | undefined {
  if (target === undefined) return undefined
  return `Everything in the draft of ${target.name} is replaced. The draft as it is now is set aside on its page of versions.`
}
