/** One thing that did not come over as it was. */
export type ReportEntry = { what: string; why: string; todo: string }

/** What became of each part of a drawing that was made elsewhere. */
export type ImportReport = {
  mapped: { what: string; as: string }[]
  /** It is there, but does not do quite the same. */
  changed: ReportEntry[]
  notMapped: ReportEntry[]
}

export function emptyReport(): ImportReport {
  return { mapped: [], changed: [], notMapped: [] }
}
