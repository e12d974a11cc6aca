import { CircleHelp } from 'lucide-react'
import { type BlockKindName, isBlockKindName } from '@/domain/blueprint/block-kinds/registry'
import type { BlockPicture } from './block-picture'
import { branchPicture } from './branch'
import { chatMessagePicture } from './chat-message'
import { decidePicture } from './decide'
import { extractPicture } from './extract'
import { reasonPicture } from './reason'
import { replyPicture } from './reply'
import { webhookPicture } from './webhook'

export const blockPictures: Record<BlockKindName, BlockPicture> = {
  'chat-message': chatMessagePicture,
  webhook: webhookPicture,
  reason: reasonPicture,
  decide: decidePicture,
  extract: extractPicture,
  branch: branchPicture,
  reply: replyPicture,
}

/** For a kind that this version of the editor does not know; lint says so too. */
const unknownPicture: BlockPicture = { icon: CircleHelp, summary: () => 'This editor does not know this kind.' }

export function pictureOf(kind: string): BlockPicture {
  return isBlockKindName(kind) ? blockPictures[kind] : unknownPicture
}
