import { BulkheadError } from '../../errors'
import { digestOf } from '../digest'
import { parseDocument } from '../parse'
import { issueMessage, issuePaths } from '../problem-paths'
import { blueprintFileSchema, fileFormat, fileFormatVersion } from './blueprint-file'
import { emptyReport, type ImportReport } from './import-report'
import type { Incoming } from './incoming'
import { positionsOf, withoutSecrets } from './write-blueprint-file'

export function isBlueprintFile(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'format' in value && value.format === fileFormat
}

/** Reads a file of ours, whole or not at all. Throws `bad-input` or `too-large`, saying where. */
export function readBlueprintFile(value: unknown): Incoming {
  refuseNewer(value)
  const parsed = blueprintFileSchema.safeParse(value)
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap((issue) =>
      issuePaths(issue).map((path) => ({ path, message: issueMessage(issue) })),
    )
    const [first] = problems
    const where = first === undefined ? '' : ` At ${first.path === '' ? 'the top' : first.path}: ${first.message}.`
    throw new BulkheadError('bad-input', `This blueprint file is damaged.${where}`, { details: { problems } })
  }
  const { name, digest, layout, subflows } = parsed.data
  const written = parseDocument(parsed.data.document)
  const document = withoutSecrets(written)
  const report = emptyReport()
  if (digest !== undefined && digest !== digestOf(written)) report.changed.push(editedByHand)
  noteSecrets(written.slots, report)
  return { source: 'bulkhead', name, document, layout: { positions: positionsOf(document, layout) }, subflows, report }
}

const editedByHand = {
  what: 'The file',
  why: 'The drawing in it was changed after it was exported: its digest does not fit.',
  todo: 'If you did not change it yourself, ask whoever gave it to you.',
}

function refuseNewer(value: unknown): void {
  const version = typeof value === 'object' && value !== null && 'formatVersion' in value ? value.formatVersion : null
  if (typeof version !== 'number' || version <= fileFormatVersion) return
  const message = `This file was written by a newer Bulkhead (format ${version}; this one reads ${fileFormatVersion}). Update Bulkhead, or export it there again.`
  throw new BulkheadError('bad-input', message)
}

function noteSecrets(slots: Record<string, { type: string; label: string; default?: unknown }>, report: ImportReport) {
  for (const { type, label, default: secret } of Object.values(slots)) {
    if (type !== 'secret' || secret === undefined) continue
    report.changed.push({
      what: `Slot "${label}"`,
      why: 'It is a secret, and a value stood in the file. The value was left out.',
      todo: 'Enter it on the page of each tenant, and take it back where it came from: the file may have been read by others.',
    })
  }
}
