import { approval, approvedPort, deniedPort, latePort } from '@/domain/blueprint/block-kinds/approval'
import { parseTemplate, renderTemplate } from '@/domain/blueprint/templates'
import { defineRunner } from '../define-runner'

const hourMs = 3_600_000

export const approvalRunner = defineRunner(approval, (config) => {
  const question = parseTemplate(config.question)
  const people = config.people.map(parseTemplate)
  const atDeadline = {
    deny: { port: deniedPort.name, decision: 'deny' },
    approve: { port: approvedPort.name, decision: 'approve' },
    'go-on': { port: latePort.name, decision: 'none' },
  }[config.atDeadline]
  return {
    run: async ({ scope, now }) => ({
      wait: {
        for: 'approval',
        until: now().getTime() + config.deadlineHours * hourMs,
        question: renderTemplate(question, scope),
        people: people
          .map((person) => renderTemplate(person, scope).trim().toLowerCase())
          .filter((person) => person !== ''),
        subject: null,
      },
    }),
    async wake(_context, wake) {
      if (wake.by === 'decision') {
        const port = wake.decision === 'approve' ? approvedPort.name : deniedPort.name
        return { port, output: { decision: wake.decision, person: wake.person, note: wake.note } }
      }
      if (wake.by !== 'time') return null
      return {
        port: atDeadline.port,
        output: { decision: atDeadline.decision, person: '', note: 'Nobody decided in time.' },
      }
    },
  }
})
