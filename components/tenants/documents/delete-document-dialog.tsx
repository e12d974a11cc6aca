'use client'

import { Button } from '@/components/ui/button'
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNotice } from '@/components/ui/error-notice'
import type { TenantDocument } from './documents-client'
import { type OpenAccess, useRemoveDocument } from './use-documents'

type DeleteDocumentDialogProps = {
  document: TenantDocument
  open: boolean
  access: OpenAccess
  collection: string
  onClose: () => void
  /** Where the keyboard goes on: the row that it stood in may be gone. */
  finalFocus: () => HTMLElement | null
}

export function DeleteDocumentDialog(props: DeleteDocumentDialogProps) {
  const { document, open, access, collection, onClose, finalFocus } = props
  const remove = useRemoveDocument(access, collection)
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
    >
      <DialogContent title="Delete this document?" size="sm" finalFocus={finalFocus}>
        <DialogBody className="flex flex-col gap-3">
          {remove.error && <ErrorNotice title="It was not deleted">{remove.error.message}</ErrorNotice>}
          <p className="break-words font-medium">{document.name}</p>
          <p>
            The agent finds nothing of it any more. The file is deleted from its environment; this cannot be undone.
          </p>
        </DialogBody>
        <DialogFooter>
          <DialogClose render={<Button />}>Keep it</DialogClose>
          <Button
            variant="danger"
            pending={remove.isPending}
            onClick={() => remove.mutate(document, { onSuccess: onClose })}
          >
            Delete document
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
