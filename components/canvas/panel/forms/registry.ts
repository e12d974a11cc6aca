import type { ComponentType } from 'react'
import { type BlockKindName, isBlockKindName } from '@/domain/blueprint/block-kinds/registry'
import { BranchForm } from './branch'
import { ChatMessageForm } from './chat-message'
import { DecideForm } from './decide'
import { ExtractForm } from './extract'
import { ReasonForm } from './reason'
import { ReplyForm } from './reply'
import { WebhookForm } from './webhook'

export const blockForms: Record<BlockKindName, ComponentType> = {
  'chat-message': ChatMessageForm,
  webhook: WebhookForm,
  reason: ReasonForm,
  decide: DecideForm,
  extract: ExtractForm,
  branch: BranchForm,
  reply: ReplyForm,
}

export function formOf(kind: string): ComponentType | undefined {
  return isBlockKindName(kind) ? blockForms[kind] : undefined
}
