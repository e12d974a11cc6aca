'use client'

import { useState } from 'react'
import { RollOutDialog, type RollOutDialogProps } from '@/components/rollouts/roll-out-dialog'
import { versionWords } from './compare/drawing-ref'
import { NameDialog } from './name-dialog'
import { RestoreDialog } from './restore-dialog'

type Version = { number: number; name: string | null }

type OpenDialog =
  | ({ kind: 'roll-out' } & Pick<RollOutDialogProps, 'version' | 'intent'>)
  | { kind: 'name'; version: Version }
  | { kind: 'restore'; version: Version }

/** What can be done with a version, one dialog at a time. */
export function useVersionDialogs() {
  const [shown, open] = useState<OpenDialog | null>(null)
  return {
    shown,
    open,
    close: () => open(null),
    /** Rolling out an older version than the latest is rolling back. */
    openRollOut: (version: number, latest: number) =>
      open({ kind: 'roll-out', version, intent: version < latest ? 'roll-back' : 'roll-out' }),
  }
}

type VersionDialogsProps = {
  workspace: string
  blueprint: { id: string; name: string }
  shown: OpenDialog | null
  close: () => void
}

export function VersionDialogs({ workspace, blueprint, shown, close }: VersionDialogsProps) {
  const where = { workspace, blueprintId: blueprint.id }
  switch (shown?.kind) {
    case undefined:
      return null
    case 'name':
      return <NameDialog {...where} version={shown.version} onClose={close} />
    case 'restore': {
      const { number } = shown.version
      return <RestoreDialog {...where} version={{ number, words: versionWords(shown.version) }} onClose={close} />
    }
    case 'roll-out':
      return (
        <RollOutDialog
          workspace={workspace}
          blueprint={blueprint}
          version={shown.version}
          intent={shown.intent}
          open
          onOpenChange={(open) => !open && close()}
        />
      )
  }
}
