'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { errorSentence } from '@/components/shell/api-error'
import { useTRPC } from '@/components/trpc/client'
import { Button, buttonClass } from '@/components/ui/button'
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog'
import { ErrorNotice } from '@/components/ui/error-notice'
import type { TenantDetail } from './use-tenants'

export function RestartDialog({ workspace, tenant }: { workspace: string; tenant: TenantDetail }) {
  const [open, setOpen] = useState(false)
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { slug, name } = tenant
  const restart = useMutation(
    trpc.tenant.restart.mutationOptions({
      onSuccess: () => {
        setOpen(false)
        toast.success(`${name} is being restarted.`)
        return queryClient.invalidateQueries({ queryKey: trpc.tenant.get.queryKey({ workspace, slug }) })
      },
    }),
  )
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger className={buttonClass()} disabled={tenant.removing || tenant.restartPending}>
        <RotateCw aria-hidden />
        {tenant.restartPending ? 'Restart is on its way' : 'Restart…'}
      </DialogTrigger>
      <DialogContent title={`Restart ${name}?`} size="sm">
        <DialogBody className="flex flex-col gap-3">
          {restart.error && <ErrorNotice title="It was not restarted">{errorSentence(restart.error)}</ErrorNotice>}
          <ul className="list-disc space-y-1 pl-5">
            <li>Its environment stops and starts again: about a second.</li>
            <li>Requests wait meanwhile. An answer that is being written now is cut off, and says so.</li>
            <li>Conversations and data are kept. No other tenant is touched.</li>
          </ul>
        </DialogBody>
        <DialogFooter>
          <DialogClose render={<Button />}>Cancel</DialogClose>
          <Button variant="primary" pending={restart.isPending} onClick={() => restart.mutate({ workspace, slug })}>
            Restart {name}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
