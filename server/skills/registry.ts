import { emailRunner } from './email/email'
import { httpRunner } from './http/http'
import type { SkillRunner } from './skill-runner'
import { slackRunner } from './slack/slack'

export const skillRunners: Readonly<Record<string, SkillRunner>> = {
  email: emailRunner,
  slack: slackRunner,
  http: httpRunner,
}
