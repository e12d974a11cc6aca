import { documentSchema } from '@/domain/blueprint/document'
import { setPolicyValue } from '../../store/commands/settings'
import type { SettingsSource } from '../settings-source'
import { ruleVariables } from './rule-variables'

/** What holds between the agent and the world, and between one version and the next. */
export const policySource: SettingsSource = {
  prefix: 'policy.',
  read: (state) => state.document.policy,
  write: setPolicyValue,
  schema: documentSchema.shape.policy,
  variables: ruleVariables,
}
