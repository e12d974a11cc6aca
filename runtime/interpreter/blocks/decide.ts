import { z } from 'zod'
import { type DecideConfig, decide, decideBranchPorts } from '@/domain/blueprint/block-kinds/decide'
import { parseTemplate, renderTemplate } from '@/domain/blueprint/templates'
import { parseJson } from '../../host/parse-json'
import { defineRunner } from '../define-runner'
import { promptMessages } from '../prompt-messages'

const answerSchema = z.object({ branch: z.string() })

/** Always leaves by a branch that is drawn: an answer that fits none counts as the fallback. */
export const decideRunner = defineRunner(decide, (config) => {
  const instructions = parseTemplate(config.instructions)
  const prompt = parseTemplate(config.prompt)
  const ports = decideBranchPorts(config)
  const names = config.branches.map((branch) => branch.name)
  return {
    async run(context) {
      const answer = await context.ask({
        model: config.model,
        messages: promptMessages(
          `${renderTemplate(instructions, context.scope)}\n\n${listBranches(config)}`,
          [],
          renderTemplate(prompt, context.scope),
        ),
        answerSchema: { name: 'decision', schema: branchSchema(names) },
      })
      const branch = chosen(answer, names) ?? config.fallback
      const port = ports[names.indexOf(branch)]
      return { port: port?.name ?? 'error', output: { branch } }
    },
  }
})

function listBranches({ branches, fallback }: DecideConfig): string {
  const lines = branches.map(({ name, description }) => `- ${name}: ${description}`)
  return `Choose the one branch that fits the message best.\n${lines.join('\n')}\nWhen none fits, choose ${fallback}.`
}

function branchSchema(names: readonly string[]): Record<string, unknown> {
  return {
    type: 'object',
    properties: { branch: { type: 'string', enum: names } },
    required: ['branch'],
    additionalProperties: false,
  }
}

/** Providers that ignore the schema often answer with the bare name, or with other letter case. */
function chosen(answer: string, names: readonly string[]): string | undefined {
  const said = answerSchema.safeParse(parseJson(answer)).data?.branch ?? answer
  const plain = said
    .trim()
    .replace(/^["'`]|["'`.]$/g, '')
    .toLowerCase()
  return names.find((name) => name === said) ?? names.find((name) => name.toLowerCase() === plain)
}
