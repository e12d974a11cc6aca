import { resolve } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, expect as expectOn, type Page, type Request, type Route } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { compileForTest } from '@/domain/blueprint/testing/compile-for-test'
import { Drawing } from '@/domain/blueprint/testing/draw'
import { openBrowser } from '../testing/browser'
import { type InProcess, serveInProcess } from '../testing/in-process'
import { buildPage } from './build-page'
import type { PageSource } from './render-page'

const within = { timeout: 15_000 }
/** One pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
let source: PageSource
let browser: Browser
let runtime: InProcess
let page: Page
let complaints: string[]

beforeAll(async () => {
  source = await buildPage(resolve(import.meta.dirname, '../..'))
  browser = await openBrowser()
})
afterAll(() => browser.close())

const serve = async (accept = { images: true, audio: false, pdf: true }) => {
  const drawing = new Drawing()
    .trigger('chat-message', { greeting: 'Hello!', suggestions: ['What can you do?'], accept })
    .next(
      'branch',
      { conditions: ['later', 'slowly'].map((name) => ({ name, when: `input.content == "${name}"` })) },
      'later',
    )
    .next('reply', { text: 'I have asked.' })
    .next('wait', { for: 'event', event: 'paid', match: '', amount: 1, unit: 'days' })
    .next('reply', { text: 'It is paid.' })
    .from(['branch', 'slowly'])
    .next('reply', { text: 'One moment.' })
    .from(['branch', 'else'], ['reply_3', 'out'])
    .next('reason', { prompt: '{{ input.content }}' })
    .next('reply', { text: '{{ reason.text }}' })
  runtime = await serveInProcess(compileForTest(drawing.document).bundle, { page: source })
  const context = await browser.newContext()
  page = await context.newPage()
  complaints = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy|TypeError|ReferenceError/.test(message.text())) complaints.push(message.text())
  })
  await page.goto(runtime.url)
}
beforeEach(() => serve())
afterEach(async () => {
  await page.context().close()
  runtime.close()
  expect(complaints).toEqual([])
})

const draft = () => page.getByRole('textbox', { name: 'Your message' })
const requestOf = (request: Request) => ({
  method: request.method(),
  headers: { 'content-type': 'application/json', 'idempotency-key': request.headers()['idempotency-key'] ?? '' },
  body: request.postData(),
})
const log = () => page.getByRole('log')
const say = async (text: string) => {
  await draft().fill(text)
  await draft().press('Enter')
}
const sees = (text: string | RegExp) => expectOn(log().getByText(text)).toBeVisible(within)
const expectAccessible = async () => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual(
    [],
  )
}
const files = (...names: string[]) => names.map((name) => ({ name, mimeType: 'image/png', buffer: png }))
const attach = (...names: string[]) => page.locator('#picker').setInputFiles(files(...names))
const attached = () => page.getByRole('list', { name: 'Files of your message' }).getByRole('listitem')

it('a conversation is by keyboard alone, is there again after a reload, and ends when a new one begins', async () => {
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await say('hello')
  await sees('echo hello')
  await page.reload()
  await sees('echo hello')
  await page.getByRole('button', { name: 'New conversation' }).click()
  await expectOn(page.getByText('Hello!')).toBeVisible()
  await page.getByRole('button', { name: 'What can you do?' }).click()
  await sees('echo What can you do?')
  await page.reload()
  await expectOn(log().getByText('echo hello')).toHaveCount(0)
})

it('a picture is attached, taken away, attached again and sent, and shows itself in the conversation', async () => {
  await attach('cat.png', 'dog.png')
  await expectOn(attached()).toHaveCount(2)
  await page.getByRole('button', { name: 'Remove cat.png' }).click()
  await expectOn(attached()).toHaveText([/dog\.png/])
  await expectAccessible()
  await say('')
  const picture = log().getByRole('img', { name: 'dog.png' })
  await expectOn(picture).toBeVisible(within)
  expect(await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(1)
  await expectOn(attached()).toHaveCount(0)
  await page.reload()
  await expectOn(log().getByRole('img', { name: 'dog.png' })).toBeVisible(within)
})

it.each(['paste', 'drop'])('a file is taken by %s', async (way) => {
  await page.evaluate(
    ([kind, data]) => {
      const transfer = new DataTransfer()
      const bytes = Uint8Array.from(atob(data ?? ''), (char) => char.charCodeAt(0))
      transfer.items.add(new File([bytes], 'cat.png', { type: 'image/png' }))
      const event =
        kind === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true })
          : new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true })
      document.getElementById('draft')?.dispatchEvent(event)
    },
    [way, png.toString('base64')],
  )
  await expectOn(attached()).toHaveText([/cat\.png/], within)
  await expectOn(page.getByRole('status').filter({ hasText: 'cat.png is attached.' })).toHaveCount(1, within)
})

it('files that the agent does not take are refused in words before they are sent, and what is fine stays', async () => {
  await attach('cat.png')
  await page.locator('#picker').setInputFiles([{ name: 'a.ogg', mimeType: 'audio/ogg', buffer: Buffer.from('OggS') }])
  await expectOn(page.getByRole('alert')).toHaveText('This agent does not take files such as "a.ogg".')
  await page.locator('#picker').setInputFiles([{ name: 'b.png', mimeType: 'image/png', buffer: Buffer.from('no') }])
  await expectOn(page.getByRole('alert')).toHaveText(/^b\.png: The file is none that a message may carry/)
  await attach('1.png', '2.png', '3.png', '4.png', '5.png')
  await expectOn(page.getByRole('alert')).toHaveText('A message may carry 5 files.')
  await expectOn(attached()).toHaveCount(5)
})

it('an agent that takes no files offers no button', async () => {
  await page.context().close()
  runtime.close()
  await serve({ images: false, audio: false, pdf: false })
  await expectOn(page.getByRole('button', { name: 'Attach files' })).toHaveCount(0)
})

it('what waits says so, also after the page was closed, and its answer comes by itself', async () => {
  await say('later')
  await sees('I have asked.')
  await sees(/^This is waiting for something to happen, until .* at the latest\. You can close this page/)
  await expectAccessible()
  await say('meanwhile')
  await sees('echo meanwhile')
  await page.reload()
  await sees(/^An earlier message is waiting for something to happen/)
  await sees('echo meanwhile')
  runtime.runs.engine.deliver('paid', null)
  await sees('It is paid.')
  await expectOn(log().getByText(/is waiting for/)).toHaveCount(0)
  await expectOn(log().getByText('I have asked.')).toHaveCount(1)
})

it('what failed says why, also after a reload, and is tried again at a click', async () => {
  const { say: answer } = runtime.model
  runtime.model.say = () => Promise.reject(new Error('away'))
  await say('hello')
  await expectOn(log().getByRole('alert')).toHaveText(/The model is away\./, within)
  await expectAccessible()
  await page.reload()
  await sees('hello')
  runtime.model.say = answer
  await log().getByRole('button', { name: 'Try again' }).click()
  await sees('echo hello')
  await page.reload()
  await sees('echo hello')
  await expectOn(log().getByRole('alert')).toHaveCount(0)
})

it('a connection that breaks loses nothing: the answer comes into the page, once', async () => {
  const gate = Promise.withResolvers<string>()
  runtime.model.say = () => gate.promise
  await say('slowly')
  await sees('One moment.')
  runtime.cut()
  await sees(/^The agent is still working on this/)
  gate.resolve('Here it is.')
  await sees('Here it is.')
  for (const text of ['slowly', 'One moment.']) await expectOn(log().getByText(text)).toHaveCount(1)
  expect(runtime.runs.settled).toHaveLength(1)
})

it('a message that may not have arrived is sent again without being answered twice', async () => {
  const gate = Promise.withResolvers<string>()
  runtime.model.say = () => gate.promise
  const lose = async (route: Route) => {
    void fetch(route.request().url(), requestOf(route.request())).catch(() => undefined)
    await route.abort('connectionreset')
  }
  await page.route('**/v1/messages', lose, { times: 1 })
  await say('hello')
  await expectOn(log().getByRole('alert')).toHaveText(/cannot be reached/, within)
  await log().getByRole('button', { name: 'Try again' }).click()
  gate.resolve('Once.')
  await sees('Once.')
  expect(runtime.runs.requests).toHaveLength(1)
})

it('a page that is opened while the agent works shows the question and then the answer', async () => {
  const gate = Promise.withResolvers<string>()
  runtime.model.say = () => gate.promise
  await say('hello')
  await expect.poll(() => runtime.runs.requests.length, within).toBe(1)
  await page.reload()
  await sees('hello')
  await sees(/^The agent is still working on this/)
  gate.resolve('here it is')
  await sees('here it is')
  await expectOn(log().getByText('hello')).toHaveCount(1)
})
