import { type ReactNode, useId } from 'react'

/** A part of the blueprint's settings, under a heading that names it. */
export function SettingsSection({
  title,
  summary,
  children,
}: {
  title: string
  summary: ReactNode
  children: ReactNode
}) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <div>
        <h3 id={id} className="font-medium text-[0.8125rem]">
          {title}
        </h3>
        <p className="text-pretty text-muted text-xs">{summary}</p>
      </div>
      {children}
    </section>
  )
}
