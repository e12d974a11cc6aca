const steps = [
  { below: 60, unit: 's', seconds: 1 },
  { below: 60 * 60, unit: 'min', seconds: 60 },
  { below: 48 * 60 * 60, unit: 'h', seconds: 60 * 60 },
  { below: Number.POSITIVE_INFINITY, unit: 'd', seconds: 24 * 60 * 60 },
] as const

/** "12 s", "3 min", "5 h", "9 d". A clock that runs behind the server's gives "0 s", never a minus. */
export function formatSpan(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const step = steps.find(({ below }) => seconds < below) ?? steps[3]
  return `${Math.floor(seconds / step.seconds)} ${step.unit}`
}

/** How long ago, for people: "just now" under three seconds, then "12 s ago". */
export function formatAge(ms: number): string {
  return ms < 3_000 ? 'just now' : `${formatSpan(ms)} ago`
}

/** How long until then, for people: "now" under a second, then "in 12 s". */
export function formatUntil(ms: number): string {
  return ms < 1_000 ? 'now' : `in ${formatSpan(ms)}`
}

/** A finished piece of work: "340 ms", "1.2 s", "2 min 5 s". */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`
  if (ms < 9_950) return `${(ms / 1_000).toFixed(1)} s`
  const seconds = Math.round(ms / 1_000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
