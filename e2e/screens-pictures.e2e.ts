import type { Page } from '@playwright/test'
import { ask } from './support/product'
import { expect, openBlueprint, test } from './support/test'

/** Pictures of the main screens, for people to look at, and for the README: `test-results/pictures/`. */
const picture = (page: Page, name: string, scheme: string) =>
  page.screenshot({ path: `test-results/pictures/${name}-${scheme}.png`, animations: 'disabled' })

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, viewport: { width: 1440, height: 900 } })

    test('the canvas with a block open', async ({ page }) => {
      await openBlueprint(page, 'Support desk')
      await page.getByRole('group', { name: 'Answer billing, Reason' }).click()
      await expect(page.getByRole('textbox', { name: 'Instructions' })).toBeVisible()
      await picture(page, 'canvas', colorScheme)
    })

    test('a rollout that has reached everybody', async ({ page }) => {
      await page.goto('/w/harbour/rollouts/1')
      await expect(page.getByText('Succeeded')).toBeVisible()
      await picture(page, 'rollout', colorScheme)
    })

    test('a tenant, with the proof of its walls', async ({ page }) => {
      await ask('nordlicht', 'What are your opening hours?')
      await page.goto('/w/harbour/tenants/nordlicht')
      await expect(page.getByText('All 11 walls were checked and stand.')).toBeVisible()
      await picture(page, 'tenant', colorScheme)
    })
  })

  test.describe(`${colorScheme}, on a phone`, () => {
    test.use({ colorScheme, viewport: { width: 390, height: 844 } })

    test('the customer’s page fits', async ({ page }) => {
      await page.goto('/portal/harbour/nordlicht')
      await expect(page.getByRole('link', { name: /Talk to your agent/ })).toBeVisible()
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overflow).toBeLessThanOrEqual(0)
      await picture(page, 'portal', colorScheme)
    })
  })
}
