'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { errorSentence } from '@/components/shell/api-error'
import { useTRPC } from '@/components/trpc/client'
import { Button } from '@/components/ui/button'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { ErrorNotice } from '@/components/ui/error-notice'
import { SlotFields } from './slot-fields'
import { inputsFrom, readInputs } from './slot-values'
import type { TenantDetail } from './use-tenants'

export function SlotsCard({ workspace, tenant }: { workspace: string; tenant: TenantDetail }) {
  const { slotValues } = tenant
  // Secrets have a card of their own: there is nothing of theirs to show in a form.
  const slots = Object.fromEntries(Object.entries(tenant.slots).filter(([, slot]) => slot.type !== 'secret'))
  const saved = inputsFrom(slots, slotValues)
  const [inputs, setInputs] = useState(saved)
  const [problems, setProblems] = useState<Record<string, string>>({})
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const save = useMutation(
    trpc.tenant.setSlotValues.mutationOptions({
      onSuccess: () => {
        toast.success('Saved. The tenant takes the new values over live.')
        return queryClient.invalidateQueries({ queryKey: trpc.tenant.get.queryKey({ workspace, slug: tenant.slug }) })
      },
    }),
  )
  if (Object.keys(slots).length === 0) return null
  const changed = Object.keys(slots).some((name) => inputs[name] !== saved[name])

  const submit = () => {
    const read = readInputs(slots, inputs)
    setProblems(read.problems)
    if (Object.keys(read.problems).length === 0) save.mutate({ workspace, slug: tenant.slug, slotValues: read.values })
  }
  return (
    <Card>
      <CardHeader title="Slots" description="What this tenant fills into the blueprint." />
      <CardBody>
        <form action={submit} noValidate className="flex flex-col gap-4">
          {save.error && <ErrorNotice>{errorSentence(save.error)}</ErrorNotice>}
          <SlotFields slots={slots} inputs={inputs} problems={problems} onChange={setInputs} />
          <div className="flex gap-2">
            <Button type="submit" variant="primary" pending={save.isPending} disabled={!changed}>
              Save values
            </Button>
            {changed && <Button onClick={() => setInputs(saved)}>Discard changes</Button>}
          </div>
        </form>
      </CardBody>
    </Card>
  )
}
