import { type OpenBlockKind, openBlockKind } from '../open-block-kind'
import { branch } from './branch'
import { chatMessage } from './chat-message'
import { decide } from './decide'
import { extract } from './extract'
import { reason } from './reason'
import { reply } from './reply'
import { webhook } from './webhook'

/** Every kind, in the order in which the palette shows them. */
export const blockKinds = {
  'chat-message': openBlockKind(chatMessage),
  webhook: openBlockKind(webhook),
  reason: openBlockKind(reason),
  decide: openBlockKind(decide),
  extract: openBlockKind(extract),
  branch: openBlockKind(branch),
  reply: openBlockKind(reply),
} as const

export type BlockKindName = keyof typeof blockKinds

export function isBlockKindName(kind: string): kind is BlockKindName {
  return Object.hasOwn(blockKinds, kind)
}

export function blockKindOf(kind: string): OpenBlockKind | undefined {
  return isBlockKindName(kind) ? blockKinds[kind] : undefined
}
