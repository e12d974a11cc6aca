import { ListChecks } from 'lucide-react'
import { type BlockPicture, listOf } from './block-picture'

export const extractPicture: BlockPicture = {
  icon: ListChecks,
  summary: ({ fields }) => listOf(fields, 'name').join(', ') || 'No fields yet',
}
