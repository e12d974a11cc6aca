import { mutate } from './support/api'
import { expectNoViolations } from './support/axe'
import { tenantUrl } from './support/installation'
import { callTenant } from './support/product'
import { expect, test } from './support/test'

test.describe.configure({ mode: 'serial' })

const slug = 'asks-first'
let blueprintId = ''
const edge = (from: string, port: string, to: string) => ({
  [`${from}.${port}>${to}.in`]: { from: { block: from, port }, to: { block: to, port: 'in' } },
})
const document = {
  schema: 1,
  blocks: {
    chat: { kind: 'chat-message', label: 'Chat', config: { greeting: 'Hello', suggestions: [] } },
    boss: {
      kind: 'approval',
      label: 'Refund',
      config: {
        question: 'May I refund this?\n{{ chat.content }}',
        people: [],
        deadlineHours: 1,
        atDeadline: 'deny',
      },
    },
    yes: { kind: 'reply', label: 'Yes', config: { text: 'Refunded. {{ boss.person }} wrote: {{ boss.note }}' } },
    no: { kind: 'reply', label: 'No', config: { text: 'Not refunded. {{ boss.note }}' } },
  },
  edges: { ...edge('chat', 'out', 'boss'), ...edge('boss', 'approved', 'yes'), ...edge('boss', 'denied', 'no') },
  slots: {},
  runtime: { image: 'default', memoryMb: 256, cpus: 0.5 },
  policy: { sessions: 'finish' },
}

test.beforeAll(async ({ browser, ownerState }) => {
  const context = await browser.newContext({ storageState: ownerState })
  const page = await context.newPage()
  const { id } = await mutate<{ id: string }>(page, 'blueprint.create', { name: 'Asks first' })
  blueprintId = id
  const saved = await mutate<{ revision: number }>(page, 'blueprint.saveDraft', {
    id,
    document,
    layout: { positions: {} },
    revision: 1,
  })
  await mutate(page, 'version.publish', {
    blueprintId: id,
    revision: saved.revision,
    message: 'It asks before it refunds',
    rollOut: false,
  })
  await mutate(page, 'tenant.create', { name: 'Asks First', slug, blueprintId: id })
  await expect.poll(async () => (await callTenant(slug, '/healthz')).status, { timeout: 60_000 }).toBe(200)
  await context.close()
})

test.afterAll(async ({ browser, ownerState }) => {
  const context = await browser.newContext({ storageState: ownerState })
  const page = await context.newPage()
  await mutate(page, 'tenant.delete', { slug, confirm: slug })
  const input = encodeURIComponent(JSON.stringify({ json: { workspace: 'harbour', slug } }))
  const status = async () => (await page.request.get(`/api/trpc/tenant.get?input=${input}`)).status()
  await expect.poll(status, { timeout: 60_000 }).toBe(404)
  await mutate(page, 'blueprint.archive', { id: blueprintId })
  await context.close()
})

for (const { decision, note, answer } of [
  {
    decision: 'Approve',
    note: 'They are a good customer.',
    answer: /Refunded\. owner@bulkhead\.localhost wrote: They are/,
  },
  { decision: 'Deny', note: 'Ask again in May.', answer: /Not refunded\. Ask again in May\./ },
] as const) {
  test(`a customer asks, a person decides in the inbox, the agent goes on: ${decision}`, async ({ page, browser }) => {
    const context = await browser.newContext({ storageState: { cookies: [], origins: [] } })
    const chat = await context.newPage()
    await chat.goto(tenantUrl(slug))
    const words = `Order ${decision} came broken.`
    await chat.getByRole('textbox').fill(words)
    await chat.keyboard.press('Enter')

    await page.goto('/w/harbour/inbox')
    await expect(page.getByRole('navigation', { name: 'Main' }).getByText('waiting for you')).toBeAttached()
    const row = page.getByRole('button', { name: /^Refund Asks First/, expanded: true })
    await expect(row).toBeVisible()
    await expect(page.getByRole('region', { name: 'Question' })).toContainText(words)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expectNoViolations(page)
    }

    await page.getByRole('textbox', { name: 'Note' }).fill(note)
    await page.getByRole('button', { name: decision, exact: true }).click()
    await expect(page.getByText('Delivered to the agent.')).toBeVisible()
    await expect(chat.getByText(answer)).toBeVisible()

    await page.getByRole('button', { name: 'Decided' }).click()
    await expect(page.getByText(decision === 'Approve' ? 'Approved' : 'Denied', { exact: true }).first()).toBeVisible()
    await context.close()
  })
}
