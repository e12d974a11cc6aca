/** What a tenant's runtime takes (runtime/knowledge/limits.ts); said here before anything is sent. */
export const documentLimits = { bytes: 10_000_000, nameChars: 200 } as const

const typeOfEnding: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  text: 'text/plain',
  md: 'text/markdown',
  markdown: 'text/markdown',
  pdf: 'application/pdf',
}
const types = Object.values(typeOfEnding)

/** For the file dialog. */
export const acceptedFiles = [...Object.keys(typeOfEnding).map((ending) => `.${ending}`), ...new Set(types)].join(',')

type FileFacts = { name: string; type: string; size: number }

/** By its ending: browsers know few types. Undefined: no document. */
export function documentTypeOf({ name, type }: Omit<FileFacts, 'size'>): string | undefined {
  const ending = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : ''
  return typeOfEnding[ending] ?? types.find((known) => known === type)
}

/** Why a file cannot be a document, as a sentence; null: it may be one. */
export function fileProblem(file: FileFacts): string | null {
  if (documentTypeOf(file) === undefined) {
    return 'This is not a text, Markdown or PDF file (.txt, .md, .pdf). Save it as one of them and upload that.'
  }
  if (file.size === 0) return 'This file is empty.'
  if (file.size > documentLimits.bytes) {
    return `This file has more than ${formatBytes(documentLimits.bytes)}, the most that a document may have. Upload it in parts.`
  }
  if (file.name.length > documentLimits.nameChars) {
    return `The name is too long: it may have ${documentLimits.nameChars} characters. Rename the file.`
  }
  return null
}

/** "812 B", "12 KB", "3.4 MB", as file managers count: 1 KB is 1,000 B. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  if (bytes < 999_500) return `${Math.round(bytes / 1_000)} KB`
  return `${(bytes / 1_000_000).toLocaleString('en-GB', { maximumFractionDigits: 1 })} MB`
}
