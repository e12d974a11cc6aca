const properName = String.raw`\p{Lu}[\p{L}'’-]+(?:\s+(?:van|von|de|da|del|der|la|bin|al)?\s*\p{Lu}[\p{L}'’-]+){0,2}`

const introductions: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:[Mm]y name(?: is|'s|’s)|[Cc]all me|[Nn]ame:|[Tt]his is|[Ii]ch hei(?:ß|ss)e|[Jj]e m['’]appelle|[Mm]e llamo)\s+(${properName})`,
    'u',
  ),
  new RegExp(String.raw`\b(?:I am|I'm|I’m|i am|i'm|im|Im)\s+(${properName})`, 'u'),
  new RegExp(String.raw`^(?:Hi|Hello|Hey|Dear \p{L}+)?[,!.]?\s*(${properName})\s+(?:here\b|from\s+\p{Lu})`, 'u'),
  new RegExp(String.raw`(?:[Rr]egards|[Tt]hanks|[Cc]heers|[Bb]est|[Ss]incerely),?\s*\n+\s*(${properName})\s*$`, 'u'),
]

const lowerIntroduction = /\bmy name(?: is|'s|’s)\s+([\p{L}'’-]+)/iu

/** What follows "I am" but is no name. */
const notNames: ReadonlySet<string> = new Set(
  'Not Very Interested Looking Sorry Happy Sure From The Still Just Unable German French Spanish English'.split(' '),
)

export function findPersonName(text: string): string | null {
  for (const pattern of introductions) {
    const name = text.match(pattern)?.[1]?.trim()
    if (name !== undefined && !notNames.has(name.split(/\s/)[0] ?? '')) return name
  }
  const lower = text.match(lowerIntroduction)?.[1]
  return lower === undefined ? null : lower.charAt(0).toUpperCase() + lower.slice(1)
}

const companyWord = String.raw`\p{Lu}(?:[\p{L}\p{N}&'’-]|\.(?=\p{L}))*`
const companyWords = String.raw`${companyWord}(?:\s+(?:(?:&|and|of)\s+)?${companyWord}){0,3}`

const companies: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:[Cc]ompany|[Oo]rgani[sz]ation|[Ee]mployer|[Ff]irm|[Bb]usiness)(?:\s+name)?(?:\s+is(?:\s+called)?|:)\s+(${companyWords})`,
    'u',
  ),
  new RegExp(
    String.raw`\b(?:work(?:ing|s)?\s+(?:for|at|with)|on behalf of|represent(?:ing)?|employed (?:by|at))\s+(${companyWords})`,
    'u',
  ),
  new RegExp(
    String.raw`\b(?:CEO|CTO|CFO|COO|[Hh]ead|[Dd]irector|[Mm]anager|[Ff]ounder|[Oo]wner|[Ee]ngineer)(?:\s+\p{L}+){0,3}?\s+(?:of|at)\s+(${companyWords})`,
    'u',
  ),
  new RegExp(String.raw`${properName},?\s+(?:here\s+)?(?:from|at|of|with)\s+(${companyWords})`, 'u'),
  new RegExp(
    String.raw`\b(?:[Ww]e(?:'re|’re| are)(?:\s+from|\s+at)?|I(?:'m| am)\s+(?:from|with|at))\s+(${companyWords})`,
    'u',
  ),
  new RegExp(String.raw`\b(${companyWords}\s+(?:Inc|Ltd|LLC|GmbH|AG|Corp|SA|BV|Oy|AB|PLC))\b`, 'u'),
]

export function findCompany(text: string): string | null {
  for (const pattern of companies) {
    const company = text
      .match(pattern)?.[1]
      ?.replace(/[.,;:]+$/, '')
      .trim()
    if (company !== undefined && company !== '') return company
  }
  return null
}

const places = new RegExp(
  String.raw`\b(?:based in|located in|live in|living in|lives in|in|near|to|from|city:|country:)\s+(${properName})`,
  'gu',
)

/** The last place wins: "from Northwind in Oslo" is in Oslo. */
export function findPlace(text: string): string | null {
  const company = findCompany(text)
  const found = [...text.matchAll(places)].flatMap((match) => match[1] ?? []).filter((place) => place !== company)
  return found.at(-1) ?? null
}
