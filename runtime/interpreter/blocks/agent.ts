import { agent } from '@/domain/blueprint/block-kinds/agent'
import { modelName } from '@/domain/blueprint/permissions'
import { parseTemplate, renderTemplate } from '@/domain/blueprint/templates'
import { prepareTools } from '../../agent/tools'
import { withinSeconds } from '../../agent/within-seconds'
import { defineRunner } from '../define-runner'
import { promptMessages } from '../prompt-messages'
import { userContent } from '../user-content'

/** So that the agent's own limit is the one that is told. */
const graceMs = 5_000

/** Its text is never streamed: until the model has ended, nobody knows whether what it says is the answer. */
export const agentRunner = defineRunner(agent, (config) => {
  const instructions = parseTemplate(config.instructions)
  const prompt = parseTemplate(config.prompt)
  const tools = prepareTools(config.tools)
  return {
    timeLimitMs: config.maxSeconds * 1_000 + graceMs,
    async run(context) {
      // What the work begins with is kept too: after a wait, the clock and the conversation have moved on.
      const begin = await context.memo('begin', async () => ({
        instructions: renderTemplate(instructions, context.scope),
        history: config.remember ? await context.history(config.model) : [],
        prompt: renderTemplate(prompt, context.scope),
      }))
      const content = await userContent(context, begin.prompt, config.files === true)
      const { maxSteps, maxTokens } = config
      const job = {
        model: modelName(config.model, context.scope.slots as Parameters<typeof modelName>[1]),
        messages: promptMessages(begin.instructions, begin.history, content),
        tools,
        maxSteps,
        maxTokens,
      }
      // Costs some 7 MB and a tenth of a second, which agents without this block never pay.
      const { workUntilAnswered } = await import('../../agent/work-until-answered')
      const output = await withinSeconds(config.maxSeconds, context.signal, (signal) =>
        workUntilAnswered(context, job, signal),
      )
      return { port: 'out', output }
    },
  }
})
