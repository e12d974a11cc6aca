import { CircleHelp } from 'lucide-react'
import { type BlockKindName, isBlockKindName } from '@/domain/blueprint/block-kinds/registry'
import { agentPicture } from './agent'
import { approvalPicture } from './approval'
import type { BlockPicture } from './block-picture'
import { branchPicture } from './branch'
import { callWebhookPicture } from './call-webhook'
import { calledPicture } from './called'
import { chatMessagePicture } from './chat-message'
import { codePicture } from './code'
import { decidePicture } from './decide'
import { emailReceivedPicture } from './email-received'
import { extractPicture } from './extract'
import { loopPicture } from './loop'
import { mergePicture } from './merge'
import { reasonPicture } from './reason'
import { recallPicture } from './recall'
import { rememberPicture } from './remember'
import { replyPicture } from './reply'
import { returnPicture } from './return'
import { schedulePicture } from './schedule'
import { searchDocumentsPicture } from './search-documents'
import { sendPicture } from './send'
import { setPicture } from './set'
import { skillEventPicture } from './skill-event'
import { subflowPicture } from './subflow'
import { summarisePicture } from './summarise'
import { templatePicture } from './template'
import { waitPicture } from './wait'
import { webhookPicture } from './webhook'

export const blockPictures: Record<BlockKindName, BlockPicture> = {
  'chat-message': chatMessagePicture,
  webhook: webhookPicture,
  schedule: schedulePicture,
  'email-received': emailReceivedPicture,
  'skill-event': skillEventPicture,
  called: calledPicture,
  reason: reasonPicture,
  decide: decidePicture,
  extract: extractPicture,
  summarise: summarisePicture,
  agent: agentPicture,
  branch: branchPicture,
  loop: loopPicture,
  wait: waitPicture,
  approval: approvalPicture,
  subflow: subflowPicture,
  merge: mergePicture,
  remember: rememberPicture,
  recall: recallPicture,
  'search-documents': searchDocumentsPicture,
  set: setPicture,
  template: templatePicture,
  code: codePicture,
  reply: replyPicture,
  send: sendPicture,
  'call-webhook': callWebhookPicture,
  return: returnPicture,
}

/** For a kind that this version of the editor does not know; lint says so too. */
const unknownPicture: BlockPicture = { icon: CircleHelp, summary: () => 'This editor does not know this kind.' }

export function pictureOf(kind: string): BlockPicture {
  return isBlockKindName(kind) ? blockPictures[kind] : unknownPicture
}
