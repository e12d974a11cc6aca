const mark = '[redacted]'

/** Whatever looks like a bearer token or a provider's key, in a provider's own words. */
export function redactTokens(text: string, key: string): string {
  let clean = text
  for (const form of formsOf(key)) clean = clean.replaceAll(form, mark)
  return clean
    .replace(/\bbearer\s+[a-z0-9._~+/-]{6,}=*/gi, `Bearer ${mark}`)
    .replace(/\b(?:sk|pk|rk|xox[a-z]|gh[a-z])[-_][a-z0-9_*.-]{6,}/gi, mark)
}

/** Every one of these secrets, however JSON, URLs or base64 write them. */
export function redactSecrets(text: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap((secret) => [...formsOf(secret), ...base64Of(secret)])
  return forms.sort((a, b) => b.length - a.length).reduce((clean, form) => clean.replaceAll(form, mark), text)
}

/** The same in every text of a JSON value, names included. */
export function redactJson(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return redactSecrets(value, secrets)
  if (Array.isArray(value)) return value.map((entry) => redactJson(entry, secrets))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, entry]) => [
    redactSecrets(name, secrets),
    redactJson(entry, secrets),
  ])
  return Object.fromEntries(entries)
}

export type Redactor = {
  push(chunk: Buffer): Buffer
  /** What was held back because it could have been the beginning of the key. */
  flush(): Buffer
}

/**
 * Cuts the key out of a byte stream, wherever the transport splits it. Holds back only what is a beginning of the key
 * so far, so a stream without it flows undelayed.
 */
export function createRedactor(key: string): Redactor {
  const forms = formsOf(key).map((form) => Buffer.from(form, 'utf8').toString('latin1'))
  let held = ''
  return {
    push(chunk) {
      let text = held + chunk.toString('latin1')
      for (const form of forms) text = text.replaceAll(form, mark)
      const keep = Math.max(0, ...forms.map((form) => beginningAtEnd(text, form)))
      held = text.slice(text.length - keep)
      return Buffer.from(text.slice(0, text.length - keep), 'latin1')
    },
    flush() {
      const rest = Buffer.from(held, 'latin1')
      held = ''
      return rest
    },
  }
}

/** How many of the last characters are a proper beginning of `form`. */
function beginningAtEnd(text: string, form: string): number {
  for (let length = Math.min(text.length, form.length - 1); length > 0; length--) {
    if (text.endsWith(form.slice(0, length))) return length
  }
  return 0
}

/** As it is, and as JSON and URLs write it; the longest first. An empty key is nothing to look for. */
function formsOf(key: string): string[] {
  const json = JSON.stringify(key).slice(1, -1)
  const forms = new Set([key, json, json.replaceAll('/', '\\/'), encodeURIComponent(key)])
  return [...forms].filter((form) => form !== '').sort((a, b) => b.length - a.length)
}

function base64Of(secret: string): string[] {
  if (secret === '') return []
  return [Buffer.from(secret).toString('base64').replace(/=+$/, ''), Buffer.from(secret).toString('base64url')]
}
