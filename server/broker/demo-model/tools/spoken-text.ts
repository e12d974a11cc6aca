/** Arguments that take running text. */
const freeText =
  /^(?:text|message|body|content|comment|note|reply|answer|description|details|question|query|q|search|prompt|input|request|reason|summary|topic)$/i
const titles = /^(?:subject|title|headline)$/i

/** What a request wants to have written: `saying "…"`, "about …", else the request itself; null for other arguments. */
export function spokenText(name: string, text: string): string | null {
  if (titles.test(name)) return titleIn(text)
  if (!freeText.test(name)) return null
  const said =
    quotedIn(text) ??
    afterWord(
      text,
      /\b(?:saying|that says|which says|telling (?:him|her|them|us)(?: that)?|with the (?:text|message|words|body))\b:?\s+/i,
    )
  return said ?? text.trim()
}

function titleIn(text: string): string {
  const said =
    /\b(?:subject|title|headline|titled)\b(?:\s+is)?:?\s+["“]?([^"”\n.,;]{1,120}?)["”]?(?=\s+(?:saying|that says|and|with)\b|["”\n.,;]|$)/i.exec(
      text,
    )?.[1]
  const about = /\babout\s+([^"”\n.,;:]{1,120}?)(?=\s+(?:saying|that says|and|with)\b|["”\n.,;:]|$)/i.exec(text)?.[1]
  const [line = ''] = text.trim().split('\n')
  return (said ?? about ?? quotedIn(text) ?? line).trim().slice(0, 120)
}

function quotedIn(text: string): string | null {
  return (
    /"([^"\n]{1,2000})"|“([^”\n]{1,2000})”/
      .exec(text)
      ?.slice(1)
      .find((group) => group !== undefined) ?? null
  )
}

function afterWord(text: string, word: RegExp): string | null {
  const found = word.exec(text)
  const rest = found === null ? '' : text.slice(found.index + found[0].length).trim()
  return rest === '' ? null : rest
}
