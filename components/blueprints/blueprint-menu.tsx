'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Archive, Download, Ellipsis, PencilLine } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { errorSentence } from '@/components/shell/api-error'
import { useTRPC } from '@/components/trpc/client'
import { Button, buttonClass } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'
import type { BlueprintSummary } from './blueprint-card'
import { useExport } from './exchange/use-export'

type BlueprintMenuProps = { blueprint: BlueprintSummary; workspace: string }

export function BlueprintMenu({ blueprint, workspace }: BlueprintMenuProps) {
  const [renaming, setRenaming] = useState(false)
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.blueprint.list.queryKey({ workspace }) })
  const onError = (error: unknown) => toast.error(errorSentence(error))
  const archive = useMutation(
    trpc.blueprint.archive.mutationOptions({
      onError,
      onSuccess: () => {
        toast.success(`${blueprint.name} was archived. Its versions are kept.`)
        return refresh()
      },
    }),
  )
  const rename = useMutation(
    trpc.blueprint.rename.mutationOptions({
      onError,
      onSuccess: () => {
        setRenaming(false)
        return refresh()
      },
    }),
  )
  const { exportDrawing } = useExport(workspace)
  const exportDraft = async () => {
    try {
      const { name, draft } = await queryClient.fetchQuery(
        trpc.blueprint.get.queryOptions({ workspace, id: blueprint.id }),
      )
      await exportDrawing({ name, ...draft })
    } catch (error) {
      onError(error)
    }
  }
  return (
    <>
      <Menu>
        <MenuTrigger
          className={cn(buttonClass({ variant: 'ghost', size: 'icon-sm' }), '-mt-1 -mr-1.5 relative')}
          aria-label={`More for ${blueprint.name}`}
        >
          <Ellipsis aria-hidden />
        </MenuTrigger>
        <MenuContent>
          <MenuItem onClick={() => setRenaming(true)}>
            <PencilLine aria-hidden />
            Rename…
          </MenuItem>
          <MenuItem onClick={exportDraft}>
            <Download aria-hidden />
            Export
          </MenuItem>
          <MenuItem
            disabled={blueprint.tenantCount > 0}
            onClick={() => archive.mutate({ workspace, id: blueprint.id })}
          >
            <Archive aria-hidden />
            {blueprint.tenantCount > 0 ? 'Archive (tenants use it)' : 'Archive'}
          </MenuItem>
        </MenuContent>
      </Menu>
      <Dialog open={renaming} onOpenChange={setRenaming}>
        <DialogContent title="Rename the blueprint" size="sm">
          <form
            action={(form) => rename.mutate({ workspace, id: blueprint.id, name: String(form.get('name')) })}
            className="contents"
          >
            <DialogBody>
              <Field label="Name">
                <Input name="name" defaultValue={blueprint.name} maxLength={80} required autoFocus />
              </Field>
            </DialogBody>
            <DialogFooter>
              <DialogClose render={<Button />}>Cancel</DialogClose>
              <Button type="submit" variant="primary" pending={rename.isPending}>
                Rename
              </Button>
            </DialogFooter>
          </form>
        </DialogContent>
      </Dialog>
    </>
  )
}
