/** A version, the draft, or a draft that was set aside. */
export type DrawingRef = number | 'draft' | { aside: string }

/** As it stands in an address: `3`, `draft`, `aside.<id>`. */
export function refText(ref: DrawingRef): string {
  return typeof ref === 'object' ? `aside.${ref.aside}` : String(ref)
}

/** Null for what is none of them. */
export function parseRef(text: string | null): DrawingRef | null {
  if (text === 'draft') return 'draft'
  const number = /^v?([1-9]\d{0,8})$/.exec(text ?? '')?.[1]
  if (number !== undefined) return Number(number)
  const aside = /^aside\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text ?? '')?.[1]
  return aside === undefined ? null : { aside }
}

type Named = { number: number; name: string | null }

export function refWords(ref: DrawingRef, versions: readonly Named[]): string {
  if (ref === 'draft') return 'the draft'
  if (typeof ref === 'object') return 'the draft that was set aside'
  return versionWords({ number: ref, name: versions.find(({ number }) => number === ref)?.name ?? null })
}

export function versionWords({ number, name }: Named): string {
  return name === null ? `v${number}` : `v${number} “${name}”`
}

export function compareHref(versionsPath: string, from: DrawingRef, to: DrawingRef): string {
  return `${versionsPath}/compare?from=${refText(from)}&to=${refText(to)}`
}
