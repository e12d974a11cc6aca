import type { Page } from '@playwright/test'
import { mutate } from './support/api'
import { expectNoViolations } from './support/axe'
import { tenantUrl } from './support/installation'
import { callTenant } from './support/product'
import { expect, test } from './support/test'

test.describe.configure({ mode: 'serial' })

const name = 'Draft that is tried'
const edge = (from: string, port: string, to: string) => ({
  [`${from}.${port}>${to}.in`]: { from: { block: from, port }, to: { block: to, port: 'in' } },
})
const block = (kind: string, label: string, config: object) => ({ kind, label, config })
const document = (reply: string) => ({
  schema: 1,
  blocks: {
    chat: block('chat-message', 'Chat', { greeting: 'Hello', suggestions: [] }),
    hook: block('webhook', 'Order came', { event: 'order.created', schema: '' }),
    boss: block('approval', 'Refund', {
      question: 'May I refund this?',
      people: [],
      deadlineHours: 1,
      atDeadline: 'deny',
    }),
    nap: block('wait', 'Sleep on it', {
      for: 'duration',
      amount: 2,
      unit: 'hours',
      until: '',
      condition: '',
      event: '',
      match: '',
    }),
    say: block('reply', 'Say', { text: reply }),
    no: block('reply', 'No', { text: 'Not refunded.' }),
  },
  edges: {
    ...edge('chat', 'out', 'boss'),
    ...edge('hook', 'out', 'boss'),
    ...edge('boss', 'approved', 'nap'),
    ...edge('boss', 'denied', 'no'),
    ...edge('nap', 'out', 'say'),
  },
  slots: {},
  runtime: { image: 'default', memoryMb: 256, cpus: 0.5 },
  policy: { sessions: 'finish' },
})

let blueprintId = ''
test.beforeAll(async ({ browser, ownerState }) => {
  const context = await browser.newContext({ storageState: ownerState })
  const page = await context.newPage()
  const { id } = await mutate<{ id: string }>(page, 'blueprint.create', { name })
  blueprintId = id
  await mutate(page, 'blueprint.saveDraft', {
    id,
    document: document('Refunded in the end.'),
    layout: { positions: {} },
    revision: 1,
  })
  await context.close()
})
test.afterAll(async ({ browser, ownerState }) => {
  const context = await browser.newContext({ storageState: ownerState })
  await mutate(await context.newPage(), 'blueprint.archive', { id: blueprintId })
  await context.close()
})

const open = async (page: Page) => {
  await page.goto(`/w/harbour/blueprints/${blueprintId}`)
  await expect(page.getByRole('application', { name: 'Blueprint' })).toBeVisible()
  await page.getByRole('button', { name: 'Test', exact: true }).click()
  return page.getByRole('complementary', { name: 'Test' })
}
const write = async (page: Page, words: string) => {
  await page.getByRole('textbox', { name: 'Message to the draft' }).fill(words)
  await page.keyboard.press('Enter')
}

test('a builder talks with the draft, decides, skips a wait, and sees what each block did', async ({ page }) => {
  const panel = await open(page)
  await write(page, 'My order came broken.')
  const question = panel.getByRole('region', { name: 'Decision: Refund' })
  await expect(question).toBeVisible({ timeout: 60_000 })
  await expect(panel.getByText(/^Drawing [0-9a-f]{8} answers$/)).toBeVisible()
  const canvas = page.getByRole('application', { name: 'Blueprint' })
  await expect(canvas.getByText(/Block 1 of the test: Done/)).toBeAttached()
  await expect(canvas.getByText(/Block 2 of the test: Waiting/)).toBeAttached()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectNoViolations(page)
  }
  await question.getByRole('button', { name: 'Approve' }).click()

  await panel.getByRole('button', { name: 'Skip' }).click()
  await expect(panel.getByRole('region', { name: 'Conversation' })).toContainText('Refunded in the end.')
  await expect(canvas.getByText(/Block 4 of the test: Done/)).toBeAttached()

  await canvas.getByRole('group', { name: 'Chat, Chat message' }).click()
  const detail = panel.getByRole('region', { name: 'What Chat did' })
  await expect(detail.getByRole('region', { name: 'Input' })).toContainText('My order came broken.')
  await expectNoViolations(page)
})

test('what is drawn since answers the next message, and a webhook can be fired', async ({ page }) => {
  const panel = await open(page)
  await page.getByRole('group', { name: 'Say, Reply' }).click()
  await panel.getByRole('button', { name: 'Fire' }).click()
  await expect(panel.getByText('Fired Order came')).toBeVisible({ timeout: 60_000 })
  const before = await panel.getByText(/^Drawing [0-9a-f]{8} answers$/).textContent()
  await panel.getByRole('region', { name: 'Decision: Refund' }).getByRole('button', { name: 'Deny' }).click()
  await expect(panel.getByRole('region', { name: 'Conversation' })).toContainText('Not refunded.')

  await panel.getByRole('button', { name: 'Close the test' }).click()
  await page.getByRole('group', { name: 'No, Reply' }).click()
  const settings = page.getByRole('complementary', { name: 'Settings' })
  await settings.getByRole('textbox', { name: 'Name' }).fill('Kindly no')
  await page.getByRole('button', { name: 'Test', exact: true }).click()
  await panel.getByRole('button', { name: 'New conversation' }).click()
  await write(page, 'And now?')
  await expect(panel.getByRole('region', { name: 'Decision: Refund' })).toBeVisible({ timeout: 60_000 })
  await expect(panel.getByText(/^Drawing [0-9a-f]{8} answers$/)).not.toHaveText(before ?? '')
})

test('a drawing with errors says which, and does not start', async ({ page }) => {
  const panel = await open(page)
  await page.getByRole('group', { name: 'Chat, Chat message' }).click()
  await page.keyboard.press('Delete')
  await page.getByRole('group', { name: 'Order came, Webhook' }).click()
  await page.keyboard.press('Delete')
  await write(page, 'Hello?')
  await expect(panel.getByText('This drawing cannot run yet')).toBeVisible()
  await expect(
    panel.getByRole('region', { name: 'What keeps this drawing from running' }).getByRole('listitem'),
  ).not.toHaveCount(0)
})

test('no tenant is there to be seen, and the preview’s address is closed', async ({ page }) => {
  await page.goto('/w/harbour/tenants')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await expect(page.getByText(/Preview of/)).toHaveCount(0)
  const input = encodeURIComponent(JSON.stringify({ json: { workspace: 'harbour', blueprintId } }))
  const answer = await page.request.get(`/api/trpc/preview.get?input=${input}`)
  const { slug, url } = (await answer.json()).result.data.json
  expect(url).toBe(tenantUrl(slug))
  expect((await callTenant(slug, '/')).status).toBe(403)
  expect((await callTenant(slug, '/v1/messages', { content: 'Hello' })).status).toBe(403)
})

test('on a narrow screen the drawing is only looked at', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 })
  await page.goto(`/w/harbour/blueprints/${blueprintId}`)
  await expect(page.getByRole('application', { name: 'Blueprint' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Test', exact: true })).toHaveCount(0)
  await expectNoViolations(page)
})
