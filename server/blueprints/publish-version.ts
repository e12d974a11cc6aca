import { digestOf } from '@/domain/blueprint/digest'
import { isError, lint } from '@/domain/blueprint/lint'
import { parseDocument } from '@/domain/blueprint/parse'
import { checkSubflows } from '@/domain/blueprint/subflows'
import { BulkheadError } from '@/domain/errors'
import type { Transaction } from '../db/client'
import { asJson } from './as-json'
import { findActiveBlueprint } from './find-blueprint'
import { lockDraft } from './lock-draft'
import { readSubflows } from './read-subflows'
import { latestVersion } from './read-versions'
import { staleDraft } from './save-draft'

export type PublishVersion = {
  blueprintId: string
  /** The draft that the author saw: a colleague's later edit is not shipped unseen. */
  revision: number
  message: string
  author: { id: string | null; name: string }
}

/** Writes the draft down as the next version, which never changes again. Lint errors refuse it. */
export async function publishVersion(tx: Transaction, input: PublishVersion): Promise<{ number: number }> {
  const { workspaceId, name } = await findActiveBlueprint(tx, input.blueprintId)
  // Two publishers at once: the second waits here, and then finds what the first has published.
  await lockDraft(tx, input.blueprintId)
  const draft = await tx.blueprintDraft.findUniqueOrThrow({ where: { blueprintId: input.blueprintId } })
  if (draft.revision !== input.revision) throw await staleDraft(tx, input.blueprintId)

  const document = parseDocument(draft.document)
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
      layout: draft.layout ?? {},
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

function refuseLintErrors(problems: ReturnType<typeof lint>): void {
  const errors = problems.filter(isError)
  const [first] = errors
  if (first === undefined) return
  const rest = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  throw new BulkheadError('lint-failed', `This blueprint cannot be published yet: ${first.message}${rest}`, {
    details: { problems: errors },
  })
}
