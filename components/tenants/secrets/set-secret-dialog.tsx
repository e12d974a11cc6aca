'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { errorSentence } from '@/components/shell/api-error'
import { useTRPC } from '@/components/trpc/client'
import { Button, buttonClass } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { newSigningSecret, type SecretEntry, signingSecret } from './secret-entries'

type SetSecretDialogProps = { place: { workspace: string; slug: string }; entry: SecretEntry }

export function SetSecretDialog({ place, entry }: SetSecretDialogProps) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger className={buttonClass({ size: 'sm' })}>
        {entry.setAt === null ? 'Set…' : 'Replace…'}
        <span className="sr-only"> {entry.label}</span>
      </DialogTrigger>
      <DialogContent title={entry.label} description={entry.hint} size="sm">
        <SecretForm place={place} entry={entry} onSaved={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  )
}

function SecretForm({ place, entry, onSaved }: SetSecretDialogProps & { onSaved: () => void }) {
  const [value, setValue] = useState('')
  const [made, setMade] = useState(false)
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const save = useMutation(
    trpc.tenantSecret.set.mutationOptions({
      onSuccess: () => {
        toast.success('Sealed. It holds for the next call.')
        onSaved()
        return queryClient.invalidateQueries({ queryKey: trpc.tenantSecret.list.queryKey(place) })
      },
    }),
  )
  const make = () => {
    setValue(newSigningSecret())
    setMade(true)
  }
  return (
    <form
      action={() => save.mutate({ ...place, name: entry.name, value })}
      noValidate
      className="flex min-h-0 flex-1 flex-col"
    >
      <DialogBody className="flex flex-col gap-4">
        <Field
          label="Value"
          hint={made ? 'Copy it now and give it to the receiver: it is not shown again.' : 'Sealed at once.'}
          error={save.error ? errorSentence(save.error) : undefined}
          aside={made && <CopyButton text={value} label="Copy the value" showLabel />}
        >
          <Input
            type={made ? 'text' : 'password'}
            readOnly={made}
            autoComplete="new-password"
            autoCapitalize="none"
            spellCheck={false}
            placeholder={entry.name === signingSecret ? 'whsec_…' : undefined}
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
        </Field>
        {entry.name === signingSecret && !made && (
          <div>
            <Button size="sm" onClick={make}>
              Make a new one
            </Button>
          </div>
        )}
      </DialogBody>
      <DialogFooter>
        <DialogClose render={<Button />}>Cancel</DialogClose>
        <Button type="submit" variant="primary" disabled={value === ''} pending={save.isPending}>
          {entry.setAt === null ? 'Set secret' : 'Replace secret'}
        </Button>
      </DialogFooter>
    </form>
  )
}
