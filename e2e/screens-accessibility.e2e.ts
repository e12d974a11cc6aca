import { expectNoViolations } from './support/axe'
import { tenantUrl } from './support/installation'
import { openBlueprint, test } from './support/test'

const screens = ['blueprints', 'tenants', 'tenants/nordlicht', 'rollouts', 'rollouts/1', 'inbox', 'settings'].map(
  (path) => `/w/harbour/${path}`,
)

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    for (const path of [...screens, '/account', '/portal/harbour/nordlicht', '/nowhere']) {
      test(`no axe violations on ${path}`, async ({ page }) => {
        await page.goto(path)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await expectNoViolations(page)
      })
    }

    test('no axe violations on the canvas, with a block open and with the publish sheet', async ({ page }) => {
      await openBlueprint(page, 'Support desk')
      await expectNoViolations(page)
      await page.getByRole('group', { name: 'Answer billing, Reason' }).click()
      await expectNoViolations(page)
      await page.getByRole('button', { name: 'Publish', exact: true }).click()
      await page.getByRole('dialog').waitFor()
      await expectNoViolations(page)
    })

    test('no axe violations on versions', async ({ page }) => {
      await openBlueprint(page, 'Support desk')
      await page.getByRole('link', { name: /^Versions/ }).click()
      await page.getByRole('heading', { level: 1 }).waitFor()
      await expectNoViolations(page)
    })

    test('no axe violations on sign-in and on a tenant’s chat page', async ({ browser }) => {
      const context = await browser.newContext({ colorScheme, storageState: { cookies: [], origins: [] } })
      const page = await context.newPage()
      await page.goto('/sign-in')
      await page.getByRole('heading', { level: 1 }).waitFor()
      await expectNoViolations(page)
      await page.goto(tenantUrl('nordlicht'))
      await page.getByRole('textbox').waitFor()
      await expectNoViolations(page)
      await context.close()
    })
  })
}
