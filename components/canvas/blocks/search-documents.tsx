import { FileSearch } from 'lucide-react'
import { type BlockPicture, firstLine } from './block-picture'

export const searchDocumentsPicture: BlockPicture = {
  icon: FileSearch,
  summary: ({ collection, query }) => `In ${firstLine(collection) || '…'}: ${firstLine(query)}`,
}
