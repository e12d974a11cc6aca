import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'

type Crumb = { href: string; label: string }

type PageHeaderProps = { title: ReactNode; description?: ReactNode; crumbs?: Crumb[]; actions?: ReactNode }

export function PageHeader({ title, description, crumbs = [], actions }: PageHeaderProps) {
  return (
    <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {crumbs.length > 0 && (
          <nav aria-label="Where you are" className="mb-1.5 flex items-center gap-1 text-muted text-xs">
            {crumbs.map(({ href, label }) => (
              <span key={href} className="flex items-center gap-1">
                <Link href={href} className="hover:text-text hover:underline">
                  {label}
                </Link>
                <ChevronRight className="size-3" aria-hidden />
              </span>
            ))}
          </nav>
        )}
        <h1 className="font-semibold text-xl">{title}</h1>
        {description && <div className="mt-1 max-w-2xl text-muted">{description}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  )
}

/** The column that ordinary pages stand in; the canvas takes the whole width instead. */
export function PageColumn({ children }: { children: ReactNode }) {
  return <div className="mx-auto w-full max-w-6xl px-4 py-6 md:px-8 md:py-8">{children}</div>
}
