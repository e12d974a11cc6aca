/** What is read from outside: more is refused before it is looked at. */
export const exchangeLimits = {
  /** A document, its layout and the names around them, written for people. */
  textChars: 3_500_000,
  /** Parts of another product's drawing that are looked at. */
  parts: 500,
  reportEntries: 300,
} as const
