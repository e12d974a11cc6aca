import { searchDocuments } from '@/domain/blueprint/block-kinds/search-documents'
import { parseTemplate, renderTemplate } from '@/domain/blueprint/templates'
import type { Passage } from '../../knowledge/documents'
import { defineRunner } from '../define-runner'

export const searchDocumentsRunner = defineRunner(searchDocuments, (config) => {
  const query = parseTemplate(config.query)
  return {
    run: async (context) => {
      const open = context.services.documents(config.collection)
      const passages = await open.search(renderTemplate(query, context.scope), config.limit)
      return { port: 'out', output: { text: passages.map(quoted).join('\n\n'), passages, count: passages.length } }
    },
  }
})

/** With where it stands, so that an answer can say so. */
function quoted({ document, heading, page, text }: Passage): string {
  const where = [document, page === null ? '' : `page ${page}`, heading].filter((part) => part !== '')
  return `[${where.join(', ')}]\n${text}`
}
