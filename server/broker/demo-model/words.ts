/** Words that say nothing about the matter. */
const stopWords: ReadonlySet<string> = new Set(
  (
    'a an and any anything are as at be been but by can could did do does for from get got had has have he her his how i ' +
    'if in into is it its just me my no not of on or our out please she should so some something such than that the their ' +
    'them then there these they this to up us was we were what when where which who why will with would you your else am ' +
    'about also all whether want need like know tell say ask im ive id dont cant'
  ).split(' '),
)

/** Words of one matter share a concept; so "I cannot log in" meets "password problems". */
const concepts: Readonly<Record<string, string>> = {
  money:
    'invoice bill billing charge pay payment paid refund price pricing cost fee subscription plan card money receipt ' +
    'expensive cheap discount overcharge rechnung facture factura',
  trouble:
    'error bug crash broken break fail failure problem issue wrong work working technical slow freeze stuck outage down ' +
    'unavailable timeout blank',
  access: 'login log sign signin password account locked username verification code authentication access reset',
  purchase: 'buy purchase sales sale quote demo trial enterprise order upgrade offer license seat',
  cancel: 'cancel cancellation terminate unsubscribe quit close end stop',
  delivery: 'deliver delivery ship shipping shipment parcel package track tracking courier arrive late',
  hours: 'hour open opening close closing time schedule weekend monday friday available',
  contact: 'contact reach phone call email mail address person human speak talk',
  greeting: 'hello hi hey morning evening greeting welcome',
  thanks: 'thank great love happy awesome perfect excellent praise feedback',
  anger: 'angry terrible unacceptable disappointed awful worst complaint complain annoyed frustrated',
  urgent: 'urgent asap immediately emergency critical now',
  job: 'job career apply application hiring vacancy resume cv',
  privacy: 'privacy gdpr data delete personal security breach',
  place: 'where location address city directions office store',
}

const conceptByStem = new Map(
  Object.entries(concepts).flatMap(([concept, words]) => words.split(' ').map((word) => [stem(word), concept])),
)

/** Lower case, without accents, in order. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[’']/g, '')
  return plain.match(/[a-z0-9]+/g) ?? []
}

export const isStopWord = (word: string): boolean => stopWords.has(word)

/** The stems of the words that carry meaning, each once. */
export function stemsOf(text: string): Set<string> {
  return new Set(
    wordsOf(text)
      .filter((word) => !stopWords.has(word) && word.length > 1)
      .map(stem),
  )
}

export function conceptsOf(stems: Iterable<string>): Set<string> {
  return new Set([...stems].flatMap((word) => conceptByStem.get(word) ?? []))
}

/** Cuts the commonest English endings; both sides are cut alike, so the result need not be a word. */
export function stem(word: string): string {
  if (word.length <= 3) return word
  const short = word
    .replace(/(?:ies|ied)$/, 'y')
    .replace(/(?:sses)$/, 'ss')
    .replace(/([^s])s$/, '$1')
  const cut = short.replace(/(?:ation|ing|ed|ment|er|ly)$/, '')
  const base = cut.length >= 3 ? cut : short
  return base.replace(/([b-df-hj-np-rtv-z])\1$/, '$1').replace(/e$/, '')
}

/** Sentences, also of lists: each line stands for itself. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/\n+/)
    .flatMap((line) => line.trim().match(/.+?(?:[.!?…]+["”')]*(?=\s|$)|$)/g) ?? [])
    .map((sentence) => sentence.trim().replace(/^[-*•]\s+/, ''))
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export function closeSentence(text: string): string {
  return /[.!?…:]["”')]*$/.test(text) ? text : `${text}.`
}
