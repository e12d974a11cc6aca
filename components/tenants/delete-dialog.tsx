'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from 'sonner'
import { errorSentence } from '@/components/shell/api-error'
import { useTRPC } from '@/components/trpc/client'
import { Button, buttonClass } from '@/components/ui/button'
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { TenantDetail } from './use-tenants'

export function DeleteDialog({ workspace, tenant }: { workspace: string; tenant: TenantDetail }) {
  const [typed, setTyped] = useState('')
  const { slug, name } = tenant
  const trpc = useTRPC()
  const router = useRouter()
  const queryClient = useQueryClient()
  const remove = useMutation(
    trpc.tenant.delete.mutationOptions({
      onSuccess: () => {
        toast.success(`${name} is being deleted.`)
        void queryClient.invalidateQueries({ queryKey: trpc.tenant.list.queryKey({ workspace }) })
        router.push(`/w/${workspace}/tenants`)
      },
    }),
  )
  return (
    <Dialog>
      <DialogTrigger className={buttonClass()} disabled={tenant.removing}>
        <Trash2 className="text-danger" aria-hidden />
        Delete…
      </DialogTrigger>
      <DialogContent title={`Delete ${name}?`} size="sm">
        <form action={() => remove.mutate({ workspace, slug, confirm: typed })} className="contents">
          <DialogBody className="flex flex-col gap-4">
            {remove.error && <ErrorNotice title="It was not deleted">{errorSentence(remove.error)}</ErrorNotice>}
            <p>
              Its key is destroyed at once, so nothing that it stored can be read again, by anyone. Its environment and
              its data are then removed, and its address stops answering. <strong>This cannot be undone.</strong>
            </p>
            <Field label={<>Type “{slug}” to confirm</>}>
              <Input
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
              />
            </Field>
          </DialogBody>
          <DialogFooter>
            <DialogClose render={<Button />}>Keep it</DialogClose>
            <Button type="submit" variant="danger" disabled={typed !== slug} pending={remove.isPending}>
              Delete for good
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
