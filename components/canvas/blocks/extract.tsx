import { ListChecks } from 'lucide-react'
import { type BlockPicture, firstLine, listOf } from './block-picture'

export const extractPicture: BlockPicture = {
  icon: ListChecks,
  summary: ({ fields, schema }) =>
    listOf(fields, 'name').join(', ') || (firstLine(schema) === '' ? 'No fields yet' : 'By a JSON Schema'),
}
