import { bulkhead } from './support/product'
import { expect, test } from './support/test'

test.use({ storageState: { cookies: [], origins: [] } })

const password = 'correct horse battery staple'

test('the owner sets a password, signs out, and comes back with it; a wrong one is refused in words', async ({
  page,
}) => {
  const link = await bulkhead('link')
  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'Blueprints' })).toBeVisible()
  await page.goto('/account')
  await page.getByLabel('New password', { exact: true }).fill(password)
  await page.getByLabel('New password, again').fill(password)
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.getByText('Password set. You can sign in with it from now on.')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)

  await page.getByLabel('E-mail').fill('owner@bulkhead.localhost')
  await page.getByLabel('Password').fill('something else entirely')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert').first()).toBeVisible()
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Blueprints' })).toBeVisible()

  const session = (await page.context().cookies()).find((cookie) => cookie.name.includes('session_token'))
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
})

test('a link works once', async ({ page, browser }) => {
  const link = await bulkhead('link')
  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'Blueprints' })).toBeVisible()
  const stranger = await browser.newPage()
  await stranger.goto(link)
  await expect(stranger).toHaveURL(/\/sign-in/)
  await stranger.close()
})
