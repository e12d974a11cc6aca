import { at, listOf, textOf } from '../read-json'
import { below, type Item } from './expressions'
import type { Place, Rules } from './rule'

const chatItem: Item = (path) => {
  const [first, ...rest] = path
  if (first === 'chatInput' && rest.length === 0) return 'input.content'
  return first === 'sessionId' && rest.length === 0 ? 'session.id' : null
}

/** n8n hands on the whole request; here the payload is what was posted. */
const webhookItem: Item = ([first, ...rest]) => (first === 'body' ? below('input.payload')(rest) : null)

const mailItem: Item = (path) => {
  const fields: Record<string, string> = {
    subject: 'subject',
    from: 'from',
    to: 'to',
    text: 'text',
    textPlain: 'text',
    snippet: 'text',
  }
  const field = path.length > 0 ? fields[path[0] ?? ''] : undefined
  return field === undefined ? null : `input.${field}`
}

const slackItem: Item = (path) =>
  ['text', 'user', 'channel', 'ts'].includes(path[0] ?? '') ? `input.${path[0]}` : null

export const triggerRules: Rules = {
  chatTrigger: {
    kind: 'chat-message',
    item: () => chatItem,
    config: ({ node }) => ({
      greeting: textOf(at(node.parameters, 'initialMessages')).slice(0, 500) || 'Hello! How can I help?',
      suggestions: [],
    }),
  },
  manualChatTrigger: { kind: 'chat-message', item: () => chatItem, config: () => ({ suggestions: [] }) },
  manualTrigger: {
    kind: 'chat-message',
    item: () => chatItem,
    config({ changed }) {
      changed(
        'It was started by hand; here a message starts it.',
        'Put a schedule or a webhook in its place, if that fits better.',
      )
      return { greeting: 'Write anything to start.', suggestions: ['Start'] }
    },
  },
  webhook: { kind: 'webhook', item: () => webhookItem, config: webhookConfig },
  formTrigger: {
    kind: 'webhook',
    item: () => below('input.payload'),
    config({ changed }) {
      changed(
        'There is no form here: the values arrive as an event.',
        'Post {"event": "form.submitted", "payload": {…}} to /v1/webhook.',
      )
      return { event: 'form.submitted' }
    },
  },
  scheduleTrigger: { kind: 'schedule', item: () => below('input'), config: scheduleConfig },
  cron: { kind: 'schedule', item: () => below('input'), config: scheduleConfig },
  emailReadImap: { kind: 'email-received', item: () => mailItem, config: mailConfig },
  gmailTrigger: { kind: 'email-received', item: () => mailItem, config: mailConfig },
  microsoftOutlookTrigger: { kind: 'email-received', item: () => mailItem, config: mailConfig },
  slackTrigger: {
    kind: 'skill-event',
    item: () => slackItem,
    config: ({ node }) => {
      const events = listOf(at(node.parameters, 'trigger')).map(textOf)
      return { event: events.includes('message') ? 'slack.message' : 'slack.app_mention', filter: '' }
    },
  },
  executeWorkflowTrigger: {
    kind: 'called',
    item: () => below('input'),
    config: ({ node }) => {
      const names = listOf(at(node.parameters, 'workflowInputs', 'values')).map((input) => textOf(at(input, 'name')))
      const fit = [...new Set(names.filter((name) => /^[a-z][a-z0-9_]{0,39}$/.test(name)))].slice(0, 30)
      return { inputs: (fit.length === 0 ? ['text'] : fit).map((name) => ({ name, description: '' })) }
    },
  },
}

function webhookConfig({ node, changed }: Place): Record<string, unknown> {
  const path = textOf(at(node.parameters, 'path'))
    .replace(/[^A-Za-z0-9._:/-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 120)
  const event = path === '' ? '*' : path
  changed(
    'Its address is another one here: each tenant has its own.',
    `Post {"event": "${event === '*' ? 'any.name' : event}", "payload": {…}} to /v1/webhook of the tenant.`,
  )
  return { event }
}

function mailConfig({ changed }: Place): Record<string, unknown> {
  changed(
    'A mailbox is not looked into here: mail arrives as an event.',
    'Let your mail service post email.received to /v1/webhook.',
  )
  return { from: '', subject: '', filter: '' }
}

function scheduleConfig({ node, changed }: Place): Record<string, unknown> {
  const [first, ...others] = listOf(at(node.parameters, 'rule', 'interval'))
  const [older] = listOf(at(node.parameters, 'triggerTimes', 'item'))
  const cron = cronOf(first ?? older)
  if (cron === null)
    changed(
      'Its times cannot be said in one line of cron.',
      'Set the times in the block; it stands at every working day at nine.',
    )
  if (others.length > 0)
    changed('It had several times; the first was taken.', 'Add a schedule block for each of the others.')
  changed('It had the time zone of the n8n server.', 'Choose the time zone in the block.')
  return { cron: cron ?? '0 9 * * 1-5', timeZone: 'UTC', missed: 'run-once' }
}

const whole = (value: unknown, least: number, most: number, preset: number): number => {
  const number = Math.trunc(Number(textOf(value)))
  return textOf(value) !== '' && number >= least && number <= most ? number : preset
}

/** https://docs.n8n.io/integrations/builtin/core-nodes/n8n-nodes-base.scheduletrigger/ */
function cronOf(rule: unknown): string | null {
  const minute = whole(at(rule, 'triggerAtMinute') ?? at(rule, 'minute'), 0, 59, 0)
  const hour = whole(at(rule, 'triggerAtHour') ?? at(rule, 'hour'), 0, 23, 0)
  switch (textOf(at(rule, 'field')) || textOf(at(rule, 'mode'))) {
    case 'cronExpression':
    case 'custom': {
      const expression = (textOf(at(rule, 'expression')) || textOf(at(rule, 'cronExpression'))).replace(/^=/, '').trim()
      const fields = expression.split(/\s+/)
      if (fields.length === 6) return fields.slice(1).join(' ')
      return fields.length === 5 ? expression : null
    }
    case 'minutes':
      return `*/${whole(at(rule, 'minutesInterval'), 1, 59, 5)} * * * *`
    case 'everyMinute':
      return '* * * * *'
    case 'hours':
      return `${minute} */${whole(at(rule, 'hoursInterval'), 1, 23, 1)} * * *`
    case 'everyHour':
      return `${minute} * * * *`
    case 'days':
    case 'everyDay':
      return whole(at(rule, 'daysInterval'), 1, 31, 1) === 1 ? `${minute} ${hour} * * *` : null
    case 'weeks':
    case 'everyWeek': {
      const listed = listOf(at(rule, 'triggerAtDay')).map((day) => whole(day, 0, 7, 0))
      const days = listed.length === 0 ? [whole(at(rule, 'weekday'), 0, 7, 0)] : listed
      return `${minute} ${hour} * * ${[...new Set(days)].join(',')}`
    }
    case 'months':
    case 'everyMonth':
      return `${minute} ${hour} ${whole(at(rule, 'triggerAtDayOfMonth') ?? at(rule, 'dayOfMonth'), 1, 31, 1)} * *`
    default:
      return null
  }
}
