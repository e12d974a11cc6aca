import { join } from 'node:path'
import { BulkheadError } from '@/domain/errors'
import type { BrokerClient } from '../doors/broker-client'
import { createFileStore, type FileStore } from '../files/file-store'
import { createDocumentIntake, type DocumentIntake } from '../knowledge/document-intake'
import { type Documents, openDocuments } from '../knowledge/documents'
import { documentsKeyOf } from '../knowledge/documents-key'
import { createEmbed, type Embed } from '../knowledge/embed'
import { createPdfReader } from '../knowledge/pdf-reader'
import type { Stores } from '../store/open-stores'
import type { Log } from './log'

/** What customers bring: their documents, and the files of messages. */
export type Knowledge = {
  files: FileStore
  intake: DocumentIntake
  documents: (collection: string) => Documents
  /** Guards the routes of documents. */
  documentsKey: string
}

export type KnowledgeDeps = {
  stores: Pick<Stores, 'database' | 'statements'>
  broker: BrokerClient
  /** Holds `read-pdf.mjs`. */
  programFolder: string
  /** Of the active bundle, under whose manifest documents are embedded; null before the first. */
  activeDigest: () => string | null
  log: Log
  now: () => number
}

export function assembleKnowledge({ stores, broker, programFolder, activeDigest, log, now }: KnowledgeDeps): Knowledge {
  const { database, statements } = stores
  const embed: Embed = async (texts, signal) => {
    const digest = activeDigest()
    if (digest === null) throw new BulkheadError('not-ready', 'There is no bundle yet.')
    return createEmbed(broker, digest)(texts, signal)
  }
  return {
    files: createFileStore(statements, now),
    intake: createDocumentIntake({
      database,
      embed,
      readPdf: createPdfReader(join(programFolder, 'read-pdf.mjs')),
      now: () => new Date(now()),
      log,
    }),
    documents: (collection) => openDocuments(database, collection, embed),
    documentsKey: documentsKeyOf(statements, now()),
  }
}
