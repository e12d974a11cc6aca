import { parseDocument } from '@/domain/blueprint/parse'
import type { Transaction } from '../db/client'
import { readVersion } from './read-versions'
import { type ReplaceDraft, type ReplacedDraft, replaceDraft } from './replace-draft'

/** The draft becomes what a version says. No tenant notices: they get it when it is published and rolled out. */
export async function restoreVersion(
  tx: Transaction,
  input: ReplaceDraft & { number: number },
): Promise<ReplacedDraft> {
  const { document, layout } = await readVersion(tx, input.blueprintId, input.number)
  const next = { document: parseDocument(document), layout, baseVersion: input.number, forVersion: input.number }
  return replaceDraft(tx, input, next)
}
