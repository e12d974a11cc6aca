'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { errorSentence } from '@/components/shell/api-error'
import { useTRPC } from '@/components/trpc/client'
import { useEditorHandle } from '../editor-context'

/** The blueprint's name is not part of the drawing: it is saved on its own, when the box is left. */
export function NameField({ name, readOnly }: { name: string; readOnly: boolean }) {
  const { workspace, blueprintId } = useEditorHandle()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [typed, setTyped] = useState<string | undefined>()
  const rename = useMutation(
    trpc.blueprint.rename.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.blueprint.pathKey() }),
      onError: (error) => {
        setTyped(undefined)
        toast.error(errorSentence(error))
      },
    }),
  )
  if (readOnly) return <h1 className="truncate font-semibold">{name}</h1>
  const save = () => {
    const next = typed?.trim()
    if (next === undefined || next === '' || next === name) return setTyped(undefined)
    setTyped(next)
    rename.mutate({ workspace, id: blueprintId, name: next })
  }
  const shown = typed ?? name
  return (
    <h1 className="min-w-0">
      <input
        aria-label="Name of the blueprint"
        value={shown}
        maxLength={80}
        size={Math.min(Math.max(shown.length, 8), 36)}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
          if (event.key === 'Escape') setTyped(undefined)
        }}
        className="max-w-full truncate rounded-md border border-transparent bg-transparent px-1.5 py-0.5 font-semibold text-sm hover:border-border focus:border-accent focus:outline-none"
      />
    </h1>
  )
}
