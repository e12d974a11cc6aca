import type { BlockRunner } from './block-runner'
import { branchRunner } from './blocks/branch'
import { chatMessageRunner } from './blocks/chat-message'
import { decideRunner } from './blocks/decide'
import { extractRunner } from './blocks/extract'
import { reasonRunner } from './blocks/reason'
import { replyRunner } from './blocks/reply'
import { webhookRunner } from './blocks/webhook'

const runners: readonly BlockRunner[] = [
  chatMessageRunner,
  webhookRunner,
  reasonRunner,
  decideRunner,
  extractRunner,
  branchRunner,
  replyRunner,
]

export const blockRunners: ReadonlyMap<string, BlockRunner> = new Map(runners.map((runner) => [runner.kind, runner]))
