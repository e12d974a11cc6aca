import { Workflow } from 'lucide-react'
import { type BlockPicture, listOf } from './block-picture'

export const subflowPicture: BlockPicture = {
  icon: Workflow,
  summary: ({ target, inputs }) =>
    target === null || target === undefined
      ? 'No blueprint chosen'
      : `With ${listOf(inputs, 'name').join(', ') || '…'}`,
}
