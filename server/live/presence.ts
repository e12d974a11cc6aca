/** Who has something open, and what of it they have selected. Lives in memory: it is worth nothing a moment later. */
export type PersonHere = {
  /** One browser tab; a person may have several. */
  tab: string
  personId: string
  name: string
  selected: string | null
}

export type Presence = {
  /** Says, or says again, that a tab is here. True when others would see a difference. */
  arrive: (place: string, person: PersonHere) => boolean
  leave: (place: string, tab: string) => boolean
  /** Everybody of whom something was heard within the last seconds, in the order in which they came. */
  at: (place: string) => PersonHere[]
}

/** Tabs say every 5 s that they are here; one that missed two is gone. */
const goneAfterMs = 12_000
/** More than anybody works in at once; what comes beyond is not shown. */
const mostTabs = 50

export function createPresence(now: () => number = Date.now): Presence {
  const places = new Map<string, Map<string, PersonHere & { seenMs: number }>>()

  const living = (place: string) => {
    const tabs = places.get(place)
    if (tabs === undefined) return undefined
    for (const [tab, { seenMs }] of tabs) if (now() - seenMs > goneAfterMs) tabs.delete(tab)
    if (tabs.size === 0) places.delete(place)
    return tabs
  }

  return {
    arrive(place, person) {
      const tabs = living(place) ?? new Map<string, PersonHere & { seenMs: number }>()
      const before = tabs.get(person.tab)
      // A tab is its person's: nobody else speaks for it.
      if (before === undefined ? tabs.size >= mostTabs : before.personId !== person.personId) return false
      tabs.set(person.tab, { ...person, seenMs: now() })
      places.set(place, tabs)
      return before === undefined || before.selected !== person.selected
    },
    leave(place, tab) {
      return living(place)?.delete(tab) ?? false
    },
    at(place) {
      return [...(living(place)?.values() ?? [])].map(({ seenMs: _, ...person }) => person)
    },
  }
}
