const mostShown = 40

/** Zones whose name holds every word of the search, as many as a list can show, with what their clocks differ by now. */
export function findTimeZones(search: string, at: Date): { value: string; hint: string }[] {
  const words = search
    .toLowerCase()
    .replaceAll('_', ' ')
    .split(/[\s/]+/)
    .filter(Boolean)
  const names = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')]
  return names
    .filter((name) => words.every((word) => name.toLowerCase().replaceAll('_', ' ').includes(word)))
    .slice(0, mostShown)
    .map((value) => ({ value, hint: offsetOf(value, at) }))
}

function offsetOf(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(at)
  return parts.find((part) => part.type === 'timeZoneName')?.value.replace('GMT', 'UTC') ?? ''
}
