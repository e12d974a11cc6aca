import { sentencesOf, stem, stemsOf, wordsOf } from '../words'
import { findDates } from './find-dates'
import { findCompany, findPersonName, findPlace } from './find-names'
import { findNumber } from './find-numbers'

export type WantedValue = { name: string; description: string; type: 'text' | 'number' | 'boolean' | 'date' | 'email' }

/** The value of one field, as the text states it; null when it does not. */
export function findValue(text: string, wanted: WantedValue): string | number | boolean | null {
  const about = `${wanted.name.replaceAll('_', ' ')} ${wanted.description}`
  switch (wanted.type) {
    case 'email':
      return findEmail(text)
    case 'number':
      return readLabelled(text, wanted, Number) ?? findNumber(text, about)
    case 'boolean':
      return findBoolean(text, about)
    case 'date':
      return findDateFor(text, about)
    case 'text':
      return findText(text, wanted, about)
  }
}

function findText(text: string, wanted: WantedValue, about: string): string | null {
  const name = wanted.name.replaceAll('_', ' ')
  if (/\be-?mail\b/i.test(name)) return findEmail(text)
  if (/\b(?:phone|telephone|mobile|fax)\b/i.test(name)) return findPhone(text)
  if (/\b(?:url|website|link|homepage)\b/i.test(name))
    return text.match(/https?:\/\/[^\s,;)"']+|\bwww\.[^\s,;)"']+/)?.[0] ?? null
  if (/^(?:to|cc|bcc|recipients?|address(?:es)?)$/i.test(name)) return findEmail(text) ?? findPhone(text)
  if (/\bchannel\b/i.test(name)) return text.match(/(?<![\w&])#[a-z][\w-]{0,80}/i)?.[0] ?? null
  const labelled = labelledValue(text, wanted)
  if (labelled !== null) return labelled
  if (/\b(?:company|organi[sz]ation|employer|business|firm)\b/i.test(name)) return findCompany(text)
  if (/\b(?:city|country|place|location|region|town|destination)\b/i.test(name)) return findPlace(text)
  if (/\bname\b|^(?:person|contact|customer|client|sender|author)$/i.test(name)) return personFor(text, name)
  if (/\b(?:id|number|code|reference|order|ticket|invoice)\b/i.test(name)) return findCode(text, about)
  if (/\b(?:summary|subject|topic|message|request|reason|problem|issue|question|need|interest|note)\b/i.test(name)) {
    return mainSentence(text)
  }
  return (
    text
      .match(/"([^"]+)"|“([^”]+)”/)
      ?.slice(1)
      .find((group) => group !== undefined) ?? null
  )
}

function findEmail(text: string): string | null {
  return text.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.\p{L}{2,}/u)?.[0] ?? null
}

function findPhone(text: string): string | null {
  const found = text.match(/(?:\+|\b0|\(\d)[\d\s()./-]{6,}\d/g) ?? text.match(/\b\d{3}[-. ]\d{3,4}(?:[-. ]\d{3,4})?\b/g)
  return (
    found?.find((candidate) => candidate.replace(/\D/g, '').length >= 7 && findDates(candidate).length === 0)?.trim() ??
    null
  )
}

function personFor(text: string, field: string): string | null {
  const name = findPersonName(text)
  const parts = name?.split(/\s+/) ?? []
  if (/\bfirst\b/i.test(field)) return parts[0] ?? null
  if (/\b(?:last|family|sur)/i.test(field)) return parts.length > 1 ? (parts.at(-1) ?? null) : null
  return name
}

/** "order #A-17", "ticket 4711": a code beside one of the field's words, else any code with a # sign. */
function findCode(text: string, about: string): string | null {
  const wanted = stemsOf(about)
  for (const match of text.matchAll(
    /([\p{L}]+)(?:\s+(?:number|no\.?|id|code|is|nr\.?))*\s*:?\s*#?\s*([A-Z]{0,4}-?\d[\w-]*)/giu,
  )) {
    if (wanted.has(stem((match[1] ?? '').toLowerCase()))) return match[2] ?? null
  }
  return text.match(/#\s?([\w-]+)/)?.[1] ?? null
}

/** A question, else the longest sentence that is not only a greeting. */
function mainSentence(text: string): string | null {
  const sentences = sentencesOf(text)
  const main =
    sentences.find((sentence) => sentence.endsWith('?')) ?? sentences.toSorted((a, b) => b.length - a.length)[0]
  return main?.slice(0, 200) ?? null
}

/** "Plan: Pro", "my plan is Pro", "the plan would be Pro". */
function labelledValue(text: string, { name }: WantedValue): string | null {
  const words = name.split('_').filter((word) => word !== 'name' || name === 'name')
  const label = words.map((word) => word.replace(/[^a-z0-9]/gi, '')).join(String.raw`[\s_-]+`)
  if (label === '') return null
  const pattern = new RegExp(
    String.raw`(?:^|[^\p{L}])${label}(?:\s+name)?\s*(?::|=|\s(?:is|was|are|would be)(?:\s+called)?\s)\s*("[^"]+"|[^.,;!?\n]+)`,
    'iu',
  )
  const value = text
    .match(pattern)?.[1]
    ?.trim()
    .replace(/^["“]|["”]$/g, '')
  return value === undefined || value === '' || value.length > 80 ? null : value.replace(/\s+(?:and|but)\s.*$/i, '')
}

function readLabelled(text: string, wanted: WantedValue, read: (text: string) => number): number | null {
  const value = labelledValue(text, wanted)
  if (value === null || !/^-?\d+(?:\.\d+)?$/.test(value)) return null
  return read(value)
}

function findDateFor(text: string, about: string): string | null {
  const dates = findDates(text)
  if (dates.length <= 1) return dates[0]?.value ?? null
  const wanted = stemsOf(about)
  const near = dates.find(({ start }) => {
    const before = wordsOf(text.slice(Math.max(0, start - 40), start)).slice(-4)
    return before.some((word) => wanted.has(stem(word)))
  })
  return (near ?? dates[0])?.value ?? null
}

const negation = /\b(?:not|no|never|without|don't|dont|do not|doesn't|isn't|aren't|won't|can't|cannot|none|neither)\b/i

function findBoolean(text: string, about: string): boolean | null {
  if (/^\s*(?:yes|yep|sure|correct|of course|absolutely|ja|oui|s[ií])\b/i.test(text)) return true
  if (/^\s*(?:no|nope|nein|non)\b/i.test(text)) return false
  const wanted = stemsOf(about)
  const clause = text.split(/[.!?;\n]|\bbut\b|,/).find((part) => [...stemsOf(part)].some((word) => wanted.has(word)))
  return clause === undefined ? null : !negation.test(clause)
}
