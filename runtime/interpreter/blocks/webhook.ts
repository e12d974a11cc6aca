import { webhook } from '@/domain/blueprint/block-kinds/webhook'
import { defineRunner } from '../define-runner'

export const webhookRunner = defineRunner(webhook, () => async ({ scope }) => ({ port: 'out', output: scope.input }))
