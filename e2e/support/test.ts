import { test as base, expect, type Page } from '@playwright/test'
import { bulkhead } from './product'

export { expect }

type OwnerState = Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>

/** Every page is signed in as the owner, by a one-time link, once per worker. */
export const test = base.extend<object, { ownerState: OwnerState }>({
  ownerState: [
    async ({ browser }, use) => {
      const context = await browser.newContext()
      const page = await context.newPage()
      await page.goto(await bulkhead('link'))
      await expect(page.getByRole('heading', { name: 'Blueprints' })).toBeVisible()
      await use(await context.storageState())
      await context.close()
    },
    { scope: 'worker' },
  ],
  storageState: ({ ownerState }, use) => use(ownerState),
})

/** Opens a blueprint of the workspace on its canvas. */
export async function openBlueprint(page: Page, name: string): Promise<void> {
  await page.goto('/w/harbour/blueprints')
  await page.getByRole('link', { name, exact: false }).first().click()
  await expect(page.getByRole('application', { name: 'Blueprint' })).toBeVisible()
}
