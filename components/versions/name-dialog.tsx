'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { errorProblems, errorSentence } from '@/components/shell/api-error'
import { useTRPC } from '@/components/trpc/client'
import { Button } from '@/components/ui/button'
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

type NameDialogProps = {
  workspace: string
  blueprintId: string
  version: { number: number; name: string | null }
  onClose: () => void
}

export function NameDialog({ workspace, blueprintId, version, onClose }: NameDialogProps) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [name, setName] = useState(version.name ?? '')
  const save = useMutation(
    trpc.version.setName.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: trpc.version.pathKey() })
        onClose()
      },
    }),
  )
  const set = (next: string | null) => save.mutate({ workspace, blueprintId, number: version.number, name: next })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    set(name.trim() === '' ? null : name)
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={`Name v${version.number}`} size="sm">
        <form onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
          <DialogBody>
            <Field
              label="Name"
              hint="A label beside the number, once in this blueprint. What was published does not change."
              error={save.error && (errorProblems(save.error).name ?? errorSentence(save.error))}
            >
              <Input
                autoFocus
                maxLength={60}
                value={name}
                placeholder="Summer campaign"
                onChange={(event) => setName(event.target.value)}
              />
            </Field>
          </DialogBody>
          <DialogFooter>
            {version.name !== null && (
              <Button variant="ghost" className="mr-auto" disabled={save.isPending} onClick={() => set(null)}>
                Remove the name
              </Button>
            )}
            <DialogClose render={<Button />}>Cancel</DialogClose>
            <Button variant="primary" type="submit" pending={save.isPending}>
              Save
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
