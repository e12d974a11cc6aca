import type { Page } from '@playwright/test'
import { ask, callTenant } from './support/product'
import { expect, test } from './support/test'

test.describe.configure({ mode: 'serial' })

test('a new tenant gets a sealed runtime with its own address', async ({ page }) => {
  await page.goto('/w/harbour/tenants')
  await page.getByRole('button', { name: 'New tenant' }).click()
  const dialog = page.getByRole('dialog', { name: 'New tenant' })
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Blue Anchor')
  await expect(dialog.getByRole('textbox', { name: 'Slug' })).toHaveValue('blue-anchor')
  await chooseBlueprint(page)
  await dialog.getByRole('button', { name: 'Create tenant' }).click()
  await expect(page).toHaveURL(/\/tenants\/blue-anchor$/)
  await expect(page.getByText('Running', { exact: true }).first()).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('All 11 walls were checked and stand.')).toBeVisible()
  expect((await ask('blue-anchor', 'Hello')).reply).not.toBe('')
})

test('a taken or reserved address is refused in words, and nothing is half made', async ({ page }) => {
  await page.goto('/w/harbour/tenants')
  await page.getByRole('button', { name: 'New tenant' }).click()
  const dialog = page.getByRole('dialog', { name: 'New tenant' })
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Another')
  await chooseBlueprint(page)
  for (const [slug, words] of [
    ['blue-anchor', /taken/],
    ['admin', /reserved/],
    ['Bad_Slug!', /a-z, 0-9/],
  ] as const) {
    await dialog.getByRole('textbox', { name: 'Slug' }).fill(slug)
    await dialog.getByRole('button', { name: 'Create tenant' }).click()
    await expect(dialog.getByText(words).first()).toBeVisible()
  }
  await page.goto('/w/harbour/tenants')
  await expect(page.getByText('4 in all')).toBeVisible()
})

test('a customer sees their own page and nothing else', async ({ page, browser }) => {
  await page.goto('/w/harbour/tenants/blue-anchor')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ada')
  await page.getByRole('textbox', { name: 'E-mail address' }).fill('ada@blue-anchor.example')
  await page.getByRole('button', { name: 'Add and make a sign-in link' }).click()
  const link = await page.getByRole('status').locator('code').innerText()

  const phone = await browser.newContext({
    viewport: { width: 390, height: 844 },
    storageState: { cookies: [], origins: [] },
  })
  const customer = await phone.newPage()
  await customer.goto(link)
  await expect(customer).toHaveURL(/\/portal/)
  await expect(customer.getByRole('heading', { name: 'Blue Anchor' })).toBeVisible()
  await expect(customer.getByText('blue-anchor.localhost').first()).toBeVisible()
  await customer.goto('/w/harbour/tenants')
  await expect(customer.getByText('Nordlicht Energy')).toHaveCount(0)
  await phone.close()
})

test('a deleted tenant is gone, with its address', async ({ page }) => {
  await page.goto('/w/harbour/tenants/blue-anchor')
  await page.getByRole('button', { name: 'Delete…' }).click()
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'))
  await dialog.getByRole('textbox').fill('blue-anchor')
  await dialog.getByRole('button', { name: /Delete/ }).click()
  await expect.poll(async () => (await callTenant('blue-anchor', '/healthz')).status).toBe(404)
})

async function chooseBlueprint(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: /^Blueprint/ }).click()
  await page.getByRole('option', { name: 'Support desk' }).click()
}
