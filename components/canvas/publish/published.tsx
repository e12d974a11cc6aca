'use client'

import { CircleCheck, History, Rocket } from 'lucide-react'
import Link from 'next/link'
import { Button, buttonClass } from '@/components/ui/button'
import { DialogBody, DialogFooter } from '@/components/ui/dialog'
import { countOf } from '../block-words'
import { useEditorHandle } from '../editor-context'
import { closeOverlay } from '../store/commands/overlay'

export type PublishedVersion = { number: number; rollout: { number: number } | null }

export function Published({ version, tenantCount }: { version: PublishedVersion; tenantCount: number }) {
  const { workspace, blueprintId, store } = useEditorHandle()
  const { number, rollout } = version
  return (
    <>
      <DialogBody className="flex flex-col items-center justify-center gap-3 text-center">
        <span className="grid size-12 place-items-center rounded-full bg-success-soft text-success">
          <CircleCheck className="size-6" aria-hidden />
        </span>
        <p role="status" className="max-w-xs text-pretty">
          {rollout === null
            ? `v${number} will never change. Roll it out from the list of versions whenever you like.`
            : `v${number} is on its way to ${countOf(tenantCount, 'tenant')}. Watch each of them take it.`}
        </p>
        {rollout === null ? (
          <Link
            href={`/w/${workspace}/blueprints/${blueprintId}/versions`}
            className={buttonClass({ variant: 'primary' })}
          >
            <History aria-hidden />
            Versions
          </Link>
        ) : (
          <Link href={`/w/${workspace}/rollouts/${rollout.number}`} className={buttonClass({ variant: 'primary' })}>
            <Rocket aria-hidden />
            Watch rollout #{rollout.number}
          </Link>
        )}
      </DialogBody>
      <DialogFooter>
        <Button onClick={() => closeOverlay(store)}>Go on drawing</Button>
      </DialogFooter>
    </>
  )
}
