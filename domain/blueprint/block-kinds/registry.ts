import { type OpenBlockKind, openBlockKind } from '../open-block-kind'
import { agent } from './agent'
import { approval } from './approval'
import { branch } from './branch'
import { callWebhook } from './call-webhook'
import { called } from './called'
import { chatMessage } from './chat-message'
import { code } from './code'
import { decide } from './decide'
import { emailReceived } from './email-received'
import { extract } from './extract'
import { loop } from './loop'
import { merge } from './merge'
import { reason } from './reason'
import { recall } from './recall'
import { remember } from './remember'
import { reply } from './reply'
import { returnValues } from './return'
import { schedule } from './schedule'
import { searchDocuments } from './search-documents'
import { send } from './send'
import { set } from './set'
import { skillEvent } from './skill-event'
import { subflow } from './subflow'
import { summarise } from './summarise'
import { template } from './template'
import { wait } from './wait'
import { webhook } from './webhook'

/** Every kind, in the order in which the palette shows them. */
export const blockKinds = {
  'chat-message': openBlockKind(chatMessage),
  webhook: openBlockKind(webhook),
  schedule: openBlockKind(schedule),
  'email-received': openBlockKind(emailReceived),
  'skill-event': openBlockKind(skillEvent),
  called: openBlockKind(called),
  reason: openBlockKind(reason),
  decide: openBlockKind(decide),
  extract: openBlockKind(extract),
  summarise: openBlockKind(summarise),
  agent: openBlockKind(agent),
  branch: openBlockKind(branch),
  loop: openBlockKind(loop),
  wait: openBlockKind(wait),
  approval: openBlockKind(approval),
  subflow: openBlockKind(subflow),
  merge: openBlockKind(merge),
  remember: openBlockKind(remember),
  recall: openBlockKind(recall),
  'search-documents': openBlockKind(searchDocuments),
  set: openBlockKind(set),
  template: openBlockKind(template),
  code: openBlockKind(code),
  reply: openBlockKind(reply),
  send: openBlockKind(send),
  'call-webhook': openBlockKind(callWebhook),
  return: openBlockKind(returnValues),
} as const

export type BlockKindName = keyof typeof blockKinds

export function isBlockKindName(kind: string): kind is BlockKindName {
  return Object.hasOwn(blockKinds, kind)
}

export function blockKindOf(kind: string): OpenBlockKind | undefined {
  return isBlockKindName(kind) ? blockKinds[kind] : undefined
}
