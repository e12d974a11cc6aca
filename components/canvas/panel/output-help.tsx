'use client'

import { Copy } from 'lucide-react'
import { toast } from 'sonner'
import type { OpenBlockKind } from '@/domain/blueprint/open-block-kind'
import { useEditor } from '../editor-context'

/** Help for the kind, and how later blocks read what this one gives. */
export function OutputHelp({ id, kind }: { id: string; kind: OpenBlockKind }) {
  const config = useEditor((state) => state.document.blocks[id]?.config)
  const name = kind.group === 'trigger' ? 'input' : id
  const values = config === undefined ? [] : kind.values(config)
  return (
    <section className="border-border border-t pt-4 text-xs" aria-label="How it works">
      <h3 className="mb-1 font-medium text-[0.8125rem]">How it works</h3>
      <p className="text-pretty text-muted leading-relaxed">{kind.help}</p>
      {values.length > 0 && (
        <>
          <h3 className="mt-3 mb-1 font-medium text-[0.8125rem]">Gives to later blocks</h3>
          <ul className="flex flex-col">
            {values.map(({ path, label }) => (
              <ValueRow key={path} label={label} text={`{{ ${name}.${path} }}`} />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function ValueRow({ label, text }: { label: string; text: string }) {
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => toast.success(`Copied ${text}`),
      () => toast.error('This browser does not let the page copy. Select the text instead.'),
    )
  return (
    <li className="flex items-center gap-2 py-0.5">
      <span className="min-w-0 flex-1 truncate text-muted">{label}</span>
      <code className="truncate text-[0.6875rem]">{text}</code>
      <button
        type="button"
        onClick={copy}
        aria-label={`Copy ${text}`}
        className="rounded p-1 text-muted hover:text-text"
      >
        <Copy className="size-3" aria-hidden />
      </button>
    </li>
  )
}
