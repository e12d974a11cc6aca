import { chatMessage } from '@/domain/blueprint/block-kinds/chat-message'
import { defineRunner } from '../define-runner'

export const chatMessageRunner = defineRunner(chatMessage, () => async ({ scope }) => ({
  port: 'out',
  output: scope.input,
}))
