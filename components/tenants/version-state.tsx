import { ArrowRight } from 'lucide-react'

type VersionStateProps = { version: number | null; desiredVersion: number | null }

/** "v3", or "v2 → v3" while what runs is not yet what should. */
export function VersionState({ version, desiredVersion }: VersionStateProps) {
  if (version === desiredVersion) return <span>{version === null ? 'none yet' : `v${version}`}</span>
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      <span className="sr-only">runs</span>
      <span className="text-muted">{version === null ? 'none' : `v${version}`}</span>
      <ArrowRight className="size-3.5 text-muted" aria-hidden />
      <span className="sr-only">should run</span>
      <span>{desiredVersion === null ? 'none' : `v${desiredVersion}`}</span>
    </span>
  )
}
