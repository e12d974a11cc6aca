import { type SummariseConfig, summarise } from '@/domain/blueprint/block-kinds/summarise'
import { parseTemplate, renderTemplate } from '@/domain/blueprint/templates'
import type { BlockContext } from '../block-runner'
import { defineRunner } from '../define-runner'
import { promptMessages } from '../prompt-messages'

/** About 6,000 tokens: what every model can read at once. */
const partChars = 24_000

export const summariseRunner = defineRunner(summarise, (config) => {
  const text = parseTemplate(config.text)
  const focus = parseTemplate(config.focus)
  return {
    async run(context) {
      const about = renderTemplate(focus, context.scope).trim()
      let whole = renderTemplate(text, context.scope)
      // Part by part, and the summaries again, until all of it fits one prompt.
      for (let round = 0; whole.length > partChars; round += 1) {
        const summaries: string[] = []
        for (const [index, part] of parts(whole).entries()) {
          const longer = { ...config, length: 30 }
          summaries.push(await context.memo(`part:${round}:${index}`, () => sumUp(context, longer, about, part)))
        }
        whole = summaries.join('\n').slice(0, Math.floor(whole.length / 2))
      }
      const stream = context.stream
      return { port: 'out', output: { text: await sumUp(context, config, about, whole, stream?.()) } }
    },
  }
})

function sumUp(
  context: BlockContext,
  { model, form, length }: SummariseConfig,
  focus: string,
  text: string,
  onDelta?: (delta: string) => void,
): Promise<string> {
  const unit = form === 'bullets' ? 'bullet points, each on a line that begins with "- "' : 'sentences'
  const about = focus === '' ? '' : ` What matters: ${focus}`
  const instructions = `Summarise the text in at most ${length} ${unit}. Add nothing that it does not say.${about}`
  return context.ask({
    model,
    messages: promptMessages(instructions, [], text),
    ...(onDelta === undefined ? {} : { onDelta }),
  })
}

function parts(text: string): string[] {
  const found: string[] = []
  for (let at = 0; at < text.length; ) {
    const end = Math.min(text.length, at + partChars)
    const line = end < text.length ? text.lastIndexOf('\n', end) : end
    const next = line > at + partChars / 2 ? line + 1 : end
    found.push(text.slice(at, next))
    at = next
  }
  return found
}
