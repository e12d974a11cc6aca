import { fieldNameFor } from '../importing'
import { at, listOf, textOf } from '../read-json'
import { below } from './expressions'
import { assignmentsOf } from './flow'
import type { Place, Rules } from './rule'

const connectMail = 'Each tenant connects its own mail server on its page.'

export const actRules: Rules = {
  set: {
    kind: 'set',
    item:
      (id) =>
      ([field, ...rest]) =>
        field === undefined ? null : below(id)([fieldNameFor(field), ...rest]),
    config(place) {
      const values = assignmentsOf(place)
      if (values.length === 0) place.changed('It set nothing that can be read here.', 'Write its values in the block.')
      return { scope: 'turn', values }
    },
  },
  code: { kind: 'code', item: (id) => below(`${id}.result`), config: codeConfig },
  function: { kind: 'code', item: (id) => below(`${id}.result`), config: codeConfig },
  functionItem: { kind: 'code', item: (id) => below(`${id}.result`), config: codeConfig },
  httpRequest: {
    kind: 'send',
    item: (id) => below(`${id}.output.body`),
    config: httpConfig,
  },
  emailSend: {
    kind: 'send',
    item: (id) => below(`${id}.output`),
    config: ({ node: { parameters }, template, changed }) => {
      changed('The mail server is not part of the drawing here.', connectMail)
      return mail(
        template(parameters.toEmail),
        template(parameters.subject),
        template(parameters.text ?? parameters.message ?? parameters.html),
      )
    },
  },
  gmail: { kind: 'send', item: (id) => below(`${id}.output`), config: mailboxConfig },
  microsoftOutlook: { kind: 'send', item: (id) => below(`${id}.output`), config: mailboxConfig },
  slack: {
    kind: 'send',
    item: (id) => below(`${id}.output`),
    config: ({ node: { parameters }, template, changed }) => {
      changed('The Slack workspace is not part of the drawing here.', 'Each tenant connects its own Slack on its page.')
      const channel = at(parameters, 'channelId', 'value') ?? parameters.channelId ?? parameters.channel
      return {
        skill: 'slack',
        action: 'post_message',
        inputs: { channel: template(channel), text: template(parameters.text) },
      }
    },
  },
  respondToWebhook: {
    kind: 'reply',
    item: () => 'through',
    config: ({ node: { parameters }, template, scope }) => {
      const body = template(parameters.responseBody)
      const incoming = scope.incoming([])
      return { text: body !== '' ? body : incoming === null ? '' : `{{ ${incoming} }}` }
    },
  },
  chat: {
    kind: 'reply',
    item: () => 'through',
    config: ({ node: { parameters }, template }) => ({ text: template(parameters.message) }),
  },
}

const mail = (to: string, subject: string, text: string) => ({
  skill: 'email',
  action: 'send',
  inputs: { to, subject, text },
})

function mailboxConfig({ node: { name, parameters }, template, changed, notMapped }: Place) {
  const operation = textOf(parameters.operation) || 'send'
  if (operation === 'send' || operation === 'reply')
    changed('The mailbox is not part of the drawing here.', connectMail)
  else
    notMapped(
      `What “${name}” does (${operation})`,
      'Mail can be sent here and nothing else.',
      'Remove the block, or use the HTTP skill with the API of the mailbox.',
    )
  return mail(
    template(parameters.sendTo ?? parameters.toRecipients),
    template(parameters.subject),
    template(parameters.message ?? parameters.bodyContent),
  )
}

/** The base address and the key belong to the tenant's connection; only what comes after is drawn. */
function httpConfig(place: Place) {
  const { node, template, changed, notMapped } = place
  const method = (textOf(node.parameters.method) || textOf(node.parameters.requestMethod) || 'GET').toUpperCase()
  const address = template(node.parameters.url)
  const [, origin = '', rest = ''] = /^(https?:\/\/[^/?#{\s]+)?(.*)$/s.exec(address.trim()) ?? []
  const path = `${rest.startsWith('/') ? '' : '/'}${rest}${queryOf(place, rest)}`
  changed(
    origin === '' ? 'Its address is not fixed.' : `It called ${origin}.`,
    'Each tenant connects the HTTP skill with the base address and the key; the block holds only the path.',
  )
  if (listOf(at(node.parameters, 'headerParameters', 'parameters')).length > 0) {
    notMapped(
      `Headers of “${node.name}”`,
      'They may hold keys, which are in no drawing here.',
      'Put the key into the connection of the tenant.',
    )
  }
  if (method === 'GET') return { skill: 'http', action: 'get', inputs: { path } }
  if (method !== 'POST')
    notMapped(
      `Method ${method} of “${node.name}”`,
      'The HTTP skill reads (GET) and sends (POST).',
      'Let the API take a POST, or remove the block.',
    )
  return { skill: 'http', action: 'send', inputs: { path, body: method === 'POST' ? bodyOf(place) : '' } }
}

function queryOf({ node, template }: Place, rest: string): string {
  const pairs = listOf(at(node.parameters, 'queryParameters', 'parameters')).flatMap((one) => {
    const name = textOf(at(one, 'name'))
    return name === '' || /key|token|secret|password/i.test(name)
      ? []
      : [`${encodeURIComponent(name)}=${template(at(one, 'value'))}`]
  })
  return pairs.length === 0 ? '' : `${rest.includes('?') ? '&' : '?'}${pairs.join('&')}`
}

function bodyOf({ node, template, scope }: Place): string {
  const written = template(node.parameters.jsonBody ?? node.parameters.body)
  if (written !== '') return written
  const pairs = listOf(at(node.parameters, 'bodyParameters', 'parameters')).map((one) => {
    return `${JSON.stringify(textOf(at(one, 'name')))}: ${JSON.stringify(template(at(one, 'value')))}`
  })
  const incoming = scope.incoming([])
  return pairs.length > 0 ? `{ ${pairs.join(', ')} }` : incoming === null ? '{}' : `{{ ${incoming} }}`
}

function codeConfig({ node, changed }: Place) {
  const source =
    textOf(node.parameters.jsCode) || textOf(node.parameters.functionCode) || textOf(node.parameters.pythonCode)
  changed(
    'Code of n8n speaks of $input and items, which are not there here. It is kept as a comment, and the block fails as long as it is not rewritten.',
    'Write the body of a function of input, which returns a value.',
  )
  const kept = source
    .slice(0, 60_000)
    .split('\n')
    .map((line) => `// ${line}`)
    .join('\n')
  return {
    source: `throw new Error('Rewrite the code that came from n8n, then remove this line.')\n${kept}`,
    inputs: [],
    timeSeconds: 5,
    memoryMb: 32,
  }
}

/** Whether a node does nothing at all. */
export const passesThrough = (type: string) => type === 'noOp' || type === 'stickyNote'
