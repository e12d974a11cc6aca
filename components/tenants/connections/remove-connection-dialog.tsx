'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { errorSentence } from '@/components/shell/api-error'
import { useTRPC } from '@/components/trpc/client'
import { Button, buttonClass } from '@/components/ui/button'
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog'
import { ErrorNotice } from '@/components/ui/error-notice'
import type { Skill } from '@/domain/skills/skill'
import { type Place, useConnectionActions } from './use-connections'

type RemoveConnectionDialogProps = { place: Place; skill: Skill; used: boolean }

export function RemoveConnectionDialog({ place, skill, used }: RemoveConnectionDialogProps) {
  const [open, setOpen] = useState(false)
  const trpc = useTRPC()
  const { refresh } = useConnectionActions(place)
  const remove = useMutation(
    trpc.connection.remove.mutationOptions({
      onSuccess: () => {
        toast.success(`${skill.label} is no longer connected.`)
        setOpen(false)
        return refresh()
      },
    }),
  )
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger className={buttonClass({ size: 'sm', variant: 'ghost' })}>
        Remove…<span className="sr-only"> {skill.label}</span>
      </DialogTrigger>
      <DialogContent title={`Remove ${skill.label}?`} size="sm">
        <DialogBody className="flex flex-col gap-3">
          {remove.error && <ErrorNotice title="It was not removed">{errorSentence(remove.error)}</ErrorNotice>}
          <p>Its sealed credentials are deleted at once. To connect again, they have to be entered again.</p>
          {used && <p>Blocks of this version that use it go on at “On error” from now on.</p>}
        </DialogBody>
        <DialogFooter>
          <DialogClose render={<Button />}>Keep it</DialogClose>
          <Button
            variant="danger"
            pending={remove.isPending}
            onClick={() => remove.mutate({ ...place, skill: skill.name })}
          >
            Remove connection
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
