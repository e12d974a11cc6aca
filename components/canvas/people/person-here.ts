/** Another tab that has the draft open; a person may have several. */
export type PersonHere = { tab: string; personId: string; name: string; selected: string | null }
