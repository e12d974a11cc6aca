'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { errorProblems, errorSentence } from '@/components/shell/api-error'
import { useTRPC } from '@/components/trpc/client'
import { Button, buttonClass } from '@/components/ui/button'
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { Skill } from '@/domain/skills/skill'
import type { Connection } from './connection-status'
import { type Place, useConnectionActions } from './use-connections'

type ConnectDialogProps = { place: Place; skill: Skill; connection: Connection | undefined }

export function ConnectDialog({ place, skill, connection }: ConnectDialogProps) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger className={buttonClass({ size: 'sm' })}>
        {connection === undefined ? 'Connect…' : 'Change…'}
        <span className="sr-only"> {skill.label}</span>
      </DialogTrigger>
      <DialogContent title={`Connect ${skill.label}`} description={skill.summary} size="sm">
        <ConnectForm place={place} skill={skill} connection={connection} onSaved={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  )
}

function ConnectForm({ place, skill, connection, onSaved }: ConnectDialogProps & { onSaved: () => void }) {
  const trpc = useTRPC()
  const { refresh } = useConnectionActions(place)
  const [values, setValues] = useState<Record<string, string>>(connection?.fields ?? {})
  const save = useMutation(
    trpc.connection.save.mutationOptions({
      onSuccess: () => {
        toast.success(`${skill.label} is saved and being tested.`)
        onSaved()
        return refresh()
      },
    }),
  )
  const problems = errorProblems(save.error)
  const unplaced = save.error !== null && skill.connection.every(({ name }) => problems[name] === undefined)
  return (
    <form
      action={() => save.mutate({ ...place, skill: skill.name, values })}
      noValidate
      className="flex min-h-0 flex-1 flex-col"
    >
      <DialogBody className="flex flex-col gap-4">
        {unplaced && <ErrorNotice title="It was not saved">{errorSentence(save.error)}</ErrorNotice>}
        {skill.connection.map((field) => (
          <Field
            key={field.name}
            label={field.label}
            required={field.required}
            hint={field.secret ? secretHint(connection !== undefined, field.hint) : field.hint}
            error={problems[field.name]}
          >
            <Input
              type={field.secret ? 'password' : 'text'}
              autoComplete={field.secret ? 'new-password' : 'off'}
              autoCapitalize="none"
              spellCheck={false}
              placeholder={field.placeholder}
              value={values[field.name] ?? ''}
              onChange={(event) => setValues({ ...values, [field.name]: event.target.value })}
            />
          </Field>
        ))}
      </DialogBody>
      <DialogFooter>
        <DialogClose render={<Button />}>Cancel</DialogClose>
        <Button type="submit" variant="primary" pending={save.isPending}>
          Save and test
        </Button>
      </DialogFooter>
    </form>
  )
}

/** A key is not kept when the address beside it changes: it would be sent there. */
function secretHint(again: boolean, hint: string | undefined): string {
  const sealed = again
    ? 'Write it again to change anything: it cannot be read back.'
    : 'Sealed at once; it cannot be read back.'
  return hint === undefined ? sealed : `${hint} ${sealed}`
}
