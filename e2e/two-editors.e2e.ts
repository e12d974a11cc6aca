import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { chromium } from '@playwright/test'
import { mutate } from './support/api'
import { home, ports } from './support/installation'
import { expect, openBlueprint, test } from './support/test'

test.describe.configure({ mode: 'serial' })

const name = 'Shared desk'
let grace: { browser: Browser; context: BrowserContext; page: Page }

/** Grace has a browser of her own: another process, with another account. */
test.beforeAll(async ({ browser, ownerState }, { project }) => {
  const context = await browser.newContext({ storageState: ownerState })
  const page = await context.newPage()
  await mutate(page, 'blueprint.create', { name, starter: 'support-desk' })
  const member = { email: 'grace@harbour.test', name: 'Grace Hopper', role: 'builder' }
  const { signInLink } = await mutate<{ signInLink: string }>(page, 'workspace.addMember', member)
  await context.close()
  const hers = await chromium.launch(project.use.launchOptions)
  const hersContext = await hers.newContext({ baseURL: `http://localhost:${ports.web}` })
  const hersPage = await hersContext.newPage()
  await hersPage.goto(signInLink)
  await expect(hersPage.getByRole('heading', { name: 'Blueprints' })).toBeVisible()
  grace = { browser: hers, context: hersContext, page: hersPage }
})
test.afterAll(() => grace.browser.close())

test('two people draw at once: each sees the other, both works merge, undo takes back one’s own', async ({ page }) => {
  await openBlueprint(page, name)
  await openBlueprint(grace.page, name)
  await expect(page.getByRole('img', { name: 'Grace Hopper is here' }).first()).toBeVisible()

  await rename(grace.page, 'Hers')
  await expect(
    page.getByRole('list', { name: 'Also here' }).getByRole('img', { name: /Grace Hopper is at/ }),
  ).toBeVisible()
  await addFromPalette(page, 'Code')
  await expect(block(page, 'Hers')).toBeVisible()
  await expect(block(grace.page, 'Code')).toBeVisible()

  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+z')
  await expect(block(page, 'Code')).toHaveCount(0)
  await expect(block(grace.page, 'Code')).toHaveCount(0)
  await expect(block(page, 'Hers')).toBeVisible()

  await page.getByRole('button', { name: 'History of the draft' }).click()
  const history = page.getByRole('dialog', { name: 'History of the draft' })
  await expect(history.getByRole('listitem').filter({ hasText: 'Grace Hopper' }).first()).toContainText('“Hers”')
  await expect(history.getByText('You', { exact: true }).first()).toBeVisible()
})

test('both add a block at the same moment: two blocks, on both screens', async ({ page }) => {
  await openBlueprint(page, name)
  await openBlueprint(grace.page, name)
  await Promise.all([addFromPalette(page, 'Extract'), addFromPalette(grace.page, 'Extract')])
  for (const screen of [page, grace.page]) {
    await expect(screen.getByRole('group', { name: 'Extract, Extract' })).toHaveCount(2)
  }
})

test('offline, then closed: nothing is lost, and the next visit sends it beside what others did', async ({
  context,
}) => {
  const page = await context.newPage()
  await openBlueprint(page, name)
  await saved(page)
  await context.setOffline(true)
  await addFromPalette(page, 'Wait')
  await expect(page.getByText(/^Offline – 1 unsynced/)).toBeVisible()
  await openBlueprint(grace.page, name)
  await addFromPalette(grace.page, 'Approval')
  await saved(grace.page)
  await page.close({ runBeforeUnload: false })
  await context.setOffline(false)

  const next = await context.newPage()
  await openBlueprint(next, name)
  await expect(block(next, 'Wait')).toBeVisible()
  await expect(block(next, 'Approval')).toBeVisible()
  await expect(block(grace.page, 'Wait')).toBeVisible()
})

test('back online, what was drawn meanwhile is sent by itself', async ({ page, context }) => {
  await openBlueprint(page, name)
  await context.setOffline(true)
  await addFromPalette(page, 'Summarise')
  await expect(page.getByText(/^Offline/)).toBeVisible()
  await context.setOffline(false)
  await saved(page)
  await openBlueprint(grace.page, name)
  await expect(block(grace.page, 'Summarise')).toBeVisible()
})

test('the server is killed in the middle of edits: all of them arrive, once', async ({ page }) => {
  await openBlueprint(page, name)
  await saved(page)
  await addFromPalette(page, 'Branch')
  process.kill(pidOf('web'), 'SIGKILL')
  await addFromPalette(page, 'Loop')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible({ timeout: 60_000 })
  await page.reload()
  await expect(block(page, 'Branch')).toHaveCount(1)
  await expect(block(page, 'Loop')).toHaveCount(1)
})

test('a colleague’s change is published only when somebody ticks it', async ({ page }) => {
  await openBlueprint(page, name)
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: `Publish ${name}` })
  const hers = sheet.getByRole('listitem').filter({ has: page.getByRole('img', { name: 'Changed by Grace Hopper' }) })
  await expect(hers.first().getByRole('checkbox')).not.toBeChecked()
  await expect(sheet.getByText(/stay in the draft and are not published/)).toBeVisible()
  await sheet.getByRole('button', { name: 'Publish these too' }).click()
  await expect(hers.first().getByRole('checkbox')).toBeChecked()
})

const block = (page: Page, label: string) => page.getByRole('group', { name: new RegExp(`^${label}, `) })

async function addFromPalette(page: Page, kind: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Blocks' }).getByRole('button', { name: kind, exact: true }).click()
  await expect(block(page, kind).first()).toBeVisible()
}

async function rename(page: Page, label: string): Promise<void> {
  await page
    .getByRole('group', { name: /, Reply$/ })
    .first()
    .click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(label)
  await expect(block(page, label)).toBeVisible()
}

const saved = (page: Page) => expect(page.getByText('Saved', { exact: true })).toBeVisible()

function pidOf(process: string): number {
  return JSON.parse(readFileSync(join(home, 'run', `${process}.json`), 'utf8')).pid
}
