import { Variable } from 'lucide-react'
import { type BlockPicture, listOf } from './block-picture'

export const setPicture: BlockPicture = {
  icon: Variable,
  summary: ({ values }) => listOf(values, 'name').join(', ') || 'No values yet',
}
