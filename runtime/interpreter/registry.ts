import type { BlockRunner } from './block-runner'
import { agentRunner } from './blocks/agent'
import { approvalRunner } from './blocks/approval'
import { branchRunner } from './blocks/branch'
import { callWebhookRunner } from './blocks/call-webhook'
import { calledRunner } from './blocks/called'
import { chatMessageRunner } from './blocks/chat-message'
import { codeRunner } from './blocks/code'
import { decideRunner } from './blocks/decide'
import { emailReceivedRunner } from './blocks/email-received'
import { extractRunner } from './blocks/extract'
import { loopRunner } from './blocks/loop'
import { mergeRunner } from './blocks/merge'
import { reasonRunner } from './blocks/reason'
import { recallRunner } from './blocks/recall'
import { rememberRunner } from './blocks/remember'
import { replyRunner } from './blocks/reply'
import { returnRunner } from './blocks/return'
import { scheduleRunner } from './blocks/schedule'
import { searchDocumentsRunner } from './blocks/search-documents'
import { sendRunner } from './blocks/send'
import { setRunner } from './blocks/set'
import { skillEventRunner } from './blocks/skill-event'
import { subflowRunner } from './blocks/subflow'
import { summariseRunner } from './blocks/summarise'
import { templateRunner } from './blocks/template'
import { waitRunner } from './blocks/wait'
import { webhookRunner } from './blocks/webhook'

const runners: readonly BlockRunner[] = [
  agentRunner,
  approvalRunner,
  branchRunner,
  callWebhookRunner,
  calledRunner,
  chatMessageRunner,
  codeRunner,
  decideRunner,
  emailReceivedRunner,
  extractRunner,
  loopRunner,
  mergeRunner,
  reasonRunner,
  recallRunner,
  rememberRunner,
  replyRunner,
  returnRunner,
  scheduleRunner,
  searchDocumentsRunner,
  sendRunner,
  setRunner,
  skillEventRunner,
  subflowRunner,
  summariseRunner,
  templateRunner,
  waitRunner,
  webhookRunner,
]

export const blockRunners: ReadonlyMap<string, BlockRunner> = new Map(runners.map((runner) => [runner.kind, runner]))
