import { diff } from '@/domain/blueprint/diff'
import { digestOf } from '@/domain/blueprint/digest'
import { emptyDocument } from '@/domain/blueprint/document'
import { withChosen } from '@/domain/blueprint/draft/choose-changes'
import { emptyLayout, type Layout } from '@/domain/blueprint/layout'
import { isError, lint } from '@/domain/blueprint/lint'
import { parseDocument } from '@/domain/blueprint/parse'
import { checkSubflows } from '@/domain/blueprint/subflows'
import { BulkheadError } from '@/domain/errors'
import type { Transaction } from '../db/client'
import { asJson } from './as-json'
import { findActiveBlueprint } from './find-blueprint'
import { lockDraft } from './lock-draft'
import { readSubflows } from './read-subflows'
import { latestVersion, readVersion } from './read-versions'
import { staleDraft } from './save-draft'

export type PublishVersion = {
  blueprintId: string
  /** The draft that the author saw: a colleague's later edit is not shipped unseen. */
  revision: number
  /**
   * Some of the changes since the latest version; the others stay in the draft. Instead of the revision, what they lead
   * to is compared: a colleague who goes on drawing elsewhere is in nobody's way.
   */
  chosen?: { subjects: readonly string[]; digest: string } | undefined
  message: string
  author: { id: string | null; name: string }
}

/** Writes the draft down as the next version, which never changes again. Lint errors refuse it. */
export async function publishVersion(tx: Transaction, input: PublishVersion): Promise<{ number: number }> {
  const { workspaceId, name } = await findActiveBlueprint(tx, input.blueprintId)
  // Two publishers at once: the second waits here, and then finds what the first has published.
  await lockDraft(tx, input.blueprintId)
  const draft = await tx.blueprintDraft.findUniqueOrThrow({ where: { blueprintId: input.blueprintId } })
  const { document, layout } = await whatToPublish(tx, input, draft)
  refuseLintErrors(lint(document))
  checkSubflows({ blueprint: input.blueprintId, name, document }, await readSubflows(tx, document))
  const digest = digestOf(document)
  const latest = await latestVersion(tx, input.blueprintId)
  if (latest?.digest === digest) {
    throw new BulkheadError('conflict', `The draft is the same as v${latest.number}: there is nothing to publish.`, {
      details: { version: latest.number },
    })
  }
  const number = (latest?.number ?? 0) + 1
  await tx.blueprintVersion.create({
    data: {
      workspaceId,
      blueprintId: input.blueprintId,
      number,
      parentNumber: draft.baseVersion,
      document: asJson(document),
      layout: asJson(layout),
      digest,
      authorId: input.author.id,
      authorName: input.author.name,
      message: input.message,
    },
    select: { id: true },
  })
  await tx.blueprintDraft.update({
    where: { blueprintId: input.blueprintId },
    data: { baseVersion: number },
    select: { blueprintId: true },
  })
  return { number }
}

type DraftRow = { revision: number; document: unknown; layout: unknown }

async function whatToPublish(tx: Transaction, { blueprintId, revision, chosen }: PublishVersion, draft: DraftRow) {
  // What writeDraft stores was parsed before.
  const drawing = { document: parseDocument(draft.document), layout: draft.layout as Layout }
  if (chosen === undefined) {
    if (draft.revision !== revision) throw await staleDraft(tx, blueprintId)
    return drawing
  }
  const latest = await latestVersion(tx, blueprintId)
  const before =
    latest === null
      ? { document: emptyDocument(), layout: emptyLayout() }
      : await readVersion(tx, blueprintId, latest.number)
  const changes = diff(before.document, drawing.document)
  const document = parseDocument(withChosen(before.document, changes, new Set(chosen.subjects)))
  if (digestOf(document) !== chosen.digest) {
    throw new BulkheadError(
      'conflict',
      'What you chose was changed meanwhile. Nothing was published: look at the changes again.',
    )
  }
  const known = { ...before.layout.positions, ...drawing.layout.positions }
  const positions = Object.fromEntries(Object.entries(known).filter(([id]) => Object.hasOwn(document.blocks, id)))
  return { document, layout: { positions } }
}

function refuseLintErrors(problems: ReturnType<typeof lint>): void {
  const errors = problems.filter(isError)
  const [first] = errors
  if (first === undefined) return
  const rest = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  throw new BulkheadError('lint-failed', `This blueprint cannot be published yet: ${first.message}${rest}`, {
    details: { problems: errors },
  })
}
