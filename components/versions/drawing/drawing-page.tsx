import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { buttonClass } from '@/components/ui/button'

type DrawingPageProps = {
  title: ReactNode
  back: { href: string; label: string }
  actions: ReactNode
  drawing: ReactNode
  panelLabel: string
  panel: ReactNode
}

/** A drawing with a panel beside it; below it where there is little room. */
export function DrawingPage({ title, back, actions, drawing, panelLabel, panel }: DrawingPageProps) {
  return (
    <div className="absolute inset-0 flex flex-col overflow-hidden">
      <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-border border-b bg-surface px-2.5 py-2">
        <div className="flex min-w-0 flex-1 items-center gap-2">
          <Link href={back.href} aria-label={back.label} className={buttonClass({ variant: 'ghost', size: 'icon-sm' })}>
            <ArrowLeft aria-hidden />
          </Link>
          <h1 className="min-w-0 truncate font-semibold text-sm">{title}</h1>
        </div>
        <div className="flex flex-wrap items-center gap-1.5">{actions}</div>
      </header>
      <div className="flex min-h-0 flex-1 max-[899px]:flex-col">
        <div className="relative min-w-0 flex-1 max-[899px]:h-[40dvh] max-[899px]:flex-none">{drawing}</div>
        <aside
          aria-label={panelLabel}
          className="min-h-0 w-[26rem] overflow-y-auto border-border border-l bg-surface px-3 py-4 text-[0.8125rem] max-[899px]:w-full max-[899px]:flex-1 max-[899px]:border-t max-[899px]:border-l-0"
        >
          {panel}
        </aside>
      </div>
    </div>
  )
}
