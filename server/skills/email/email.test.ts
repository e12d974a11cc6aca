import { Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { egressTo, startHttpServer, startMailServer, wayOf } from '../testing/skill-bench'
import { emailRunner, transportOptions } from './email'

const actId = '0123456789abcdef0123456789abcdef'

describe('email', () => {
  const password = 'correct horse battery'
  let mail: Awaited<ReturnType<typeof startMailServer>>
  beforeEach(async () => {
    mail = await startMailServer(password)
  })
  afterEach(() => mail.close())

  const connection = (more: { fields?: object; secrets?: Record<string, string> } = {}) => ({
    fields: {
      host: '127.0.0.1',
      port: String(mail.port),
      from: 'Acme <hello@acme.example>',
      user: 'ada',
      ...more.fields,
    },
    secrets: more.secrets ?? { password },
  })
  const args = { to: 'Bo <bo@x.test>, cy@y.test', subject: 'Grüße', text: 'one\n.\ntwo' }
  const send = (more: Parameters<typeof connection>[0] = {}, sent: object = args) =>
    emailRunner.run({ ...wayOf(egressTo(mail.port), connection(more)), action: 'send', args: { ...sent }, actId })

  it('arrives once with its sender, its receivers, and an id that is the same for every try', async () => {
    const output = { messageId: `<${actId}@acme.example>`, accepted: ['bo@x.test', 'cy@y.test'] }
    expect(await send()).toEqual(output)
    expect(mail.received).toMatchObject([{ from: 'hello@acme.example', to: ['bo@x.test', 'cy@y.test'], user: 'ada' }])
    expect(mail.received[0]?.text).toContain(`Message-ID: <${actId}@acme.example>`)
    expect(mail.received[0]?.text).toContain('one\r\n.\r\ntwo')
    await send()
    expect(mail.received[1]?.text).toContain(`Message-ID: <${actId}@acme.example>`)
  })

  it('is refused with the reason of the server, and without the password', async () => {
    const wrong = 'not the password'
    const refusal = await send({ secrets: { password: wrong } }).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'upstream-failed', message: expect.stringContaining('did not accept') })
    mail.refuseWith(() => Object.assign(new Error(`Mailbox full, ${password}`), { responseCode: 552 }))
    const full = await send().catch((error: unknown) => error)
    expect(full).toMatchObject({ code: 'upstream-failed', details: { upstreamStatus: 552 } })
    expect(String(full)).toContain('Mailbox full')
    for (const error of [refusal, full]) expect(String(error)).not.toMatch(/not the password|correct horse/)
  })

  it.each(['', 'nobody', Array.from({ length: 51 }, (_, index) => `p${index}@x.test`).join(',')])(
    'to no usable address is refused before anybody is asked: %#',
    async (to) => {
      await expect(send({}, { ...args, to })).rejects.toMatchObject({ code: 'bad-input' })
      expect(mail.received).toEqual([])
    },
  )

  it('goes over TLS unless the installation vouches for the server', () => {
    const server = {
      host: 'smtp.example.com',
      socket: new Socket(),
      user: undefined,
      password: undefined,
    }
    expect(transportOptions({ ...server, port: 465, listed: false })).toMatchObject({ secure: true })
    expect(transportOptions({ ...server, port: 587, listed: false })).toMatchObject({ secure: false, requireTLS: true })
    expect(transportOptions({ ...server, port: 25, listed: true })).toMatchObject({ requireTLS: false })
  })

  it('believes no certificate that nobody vouches for', async () => {
    const strange = await startMailServer(password, { disabledCommands: [] })
    const way = wayOf(egressTo(strange.port), connection({ fields: { port: String(strange.port) } }))
    await expect(emailRunner.run({ ...way, action: 'send', args, actId })).rejects.toMatchObject({
      code: 'upstream-failed',
    })
    expect(strange.received).toEqual([])
    await strange.close()
  })

  it('can be tried out without sending anything, and says who is there', async () => {
    expect(await emailRunner.test(wayOf(egressTo(mail.port), connection()))).toBe('127.0.0.1 takes mail from ada.')
    const wrong = wayOf(egressTo(mail.port), connection({ secrets: { password: 'wrong' } }))
    await expect(emailRunner.test(wrong)).rejects.toMatchObject({ code: 'upstream-failed' })
    expect(mail.received).toEqual([])
  })

  it('gives up on a server that says nothing, and reaches none that is private', async () => {
    const silent = await startHttpServer()
    const way = wayOf(egressTo(silent.port), connection({ fields: { port: String(silent.port) } }), 200)
    await expect(emailRunner.run({ ...way, action: 'send', args, actId })).rejects.toMatchObject({
      code: 'deadline-exceeded',
    })
    await silent.close()
    const closed = wayOf(egressTo(), connection())
    await expect(emailRunner.run({ ...closed, action: 'send', args, actId })).rejects.toMatchObject({
      code: 'not-allowed',
    })
  })
})
