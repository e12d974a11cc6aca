import { mutate } from './support/api'
import { expectNoViolations } from './support/axe'
import { tenantUrl } from './support/installation'
import { callTenant } from './support/product'
import { expect, test } from './support/test'

test.describe.configure({ mode: 'serial' })

const slug = 'reads-terms'
let blueprintId = ''
const edge = (from: string, to: string) => ({
  [`${from}.out>${to}.in`]: { from: { block: from, port: 'out' }, to: { block: to, port: 'in' } },
})
const document = {
  schema: 1,
  blocks: {
    chat: { kind: 'chat-message', label: 'Chat', config: { greeting: 'Hello', suggestions: [] } },
    search_documents: {
      kind: 'search-documents',
      label: 'Search documents',
      config: { collection: 'terms', query: '{{ input.content }}', limit: 3 },
    },
    reply: { kind: 'reply', label: 'Reply', config: { text: 'Found: {{ search_documents.text }}' } },
  },
  edges: { ...edge('chat', 'search_documents'), ...edge('search_documents', 'reply') },
  slots: {},
  runtime: { image: 'default', memoryMb: 256, cpus: 0.5 },
  policy: { sessions: 'finish' },
}

test.beforeAll(async ({ browser, ownerState }) => {
  const context = await browser.newContext({ storageState: ownerState })
  const page = await context.newPage()
  const { id } = await mutate<{ id: string }>(page, 'blueprint.create', { name: 'Reads terms' })
  blueprintId = id
  const draft = { id, document, layout: { positions: {} }, revision: 1 }
  const { revision } = await mutate<{ revision: number }>(page, 'blueprint.saveDraft', draft)
  await mutate(page, 'version.publish', { blueprintId: id, revision, message: 'It looks things up', rollOut: false })
  await mutate(page, 'tenant.create', { name: 'Reads Terms', slug, blueprintId: id })
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

const text = (name: string, words: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(words) })

test('a customer uploads what their agent then finds, and takes it away again; the content never passes the app', async ({
  page,
  browser,
}) => {
  await page.goto(`/w/harbour/tenants/${slug}`)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Grace')
  await page.getByRole('textbox', { name: 'E-mail address' }).fill('grace@reads-terms.example')
  await page.getByRole('button', { name: 'Add and make a sign-in link' }).click()
  const link = await page.getByRole('status').locator('code').innerText()

  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } })
  const customer = await context.newPage()
  const uploads: string[] = []
  customer.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/documents')) uploads.push(new URL(request.url()).host)
    expect(request.url()).not.toContain('walrus')
  })
  await customer.goto(link)
  await expect(customer.getByText('No documents yet')).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await customer.emulateMedia({ colorScheme })
    await expectNoViolations(customer)
  }
  const chooser = customer.waitForEvent('filechooser')
  await customer.getByRole('button', { name: 'Choose files' }).press('Enter')
  await (await chooser).setFiles([
    text('returns.txt', 'Every walrus may be returned within forty days of its delivery.'),
    { name: 'scan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('no PDF at all') },
    { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('x') },
  ])
  const documents = customer.getByRole('region', { name: 'Documents in terms' })
  await expect(documents.getByRole('heading', { name: 'returns.txt' })).toBeVisible()
  await expect(documents.getByText('Ready')).toBeVisible()
  await expect(customer.getByText('The file says it is a PDF, but it is not.')).toBeVisible()
  await expect(customer.getByText(/not a text, Markdown or PDF file/)).toBeVisible()
  expect(new Set(uploads)).toEqual(new Set([new URL(tenantUrl(slug)).host]))

  const chat = await context.newPage()
  await chat.goto(tenantUrl(slug))
  await chat.getByRole('textbox').fill('How long may a walrus be returned?')
  await chat.keyboard.press('Enter')
  await expect(chat.getByText(/Found: .*Every walrus may be returned within forty days/s)).toBeVisible()

  await documents.getByRole('button', { name: 'Delete returns.txt…' }).click()
  const dialog = customer.getByRole('dialog', { name: 'Delete this document?' })
  await expectNoViolations(customer)
  await dialog.getByRole('button', { name: 'Delete document' }).click()
  await expect(customer.getByText('No documents yet')).toBeVisible()
  await context.close()
})

test('the team drops a file on the tenant’s page, and it is found', async ({ page }) => {
  await page.goto(`/w/harbour/tenants/${slug}`)
  const area = page.getByText('or drop them here')
  await area.waitFor()
  const dropped = await page.evaluateHandle(() => {
    const data = new DataTransfer()
    data.items.add(new File(['# Opening hours\n\nThe harbour office opens at nine.'], 'hours.md'))
    return data
  })
  await area.dispatchEvent('drop', { dataTransfer: dropped })
  const documents = page.getByRole('region', { name: 'Documents in terms' })
  await expect(documents.getByRole('heading', { name: 'hours.md' })).toBeVisible()
  await expect(documents.getByText('Ready')).toBeVisible()
  const answer = await callTenant(slug, '/v1/messages', { content: 'When does the harbour office open?' })
  expect(answer.body).toContain('opens at nine')
})
