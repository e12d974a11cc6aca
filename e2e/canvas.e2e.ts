import type { Page } from '@playwright/test'
import { expect, openBlueprint, test } from './support/test'

test.describe.configure({ mode: 'serial' })

const name = `Night porter`

test('a builder draws an agent from nothing, with the keyboard alone, and it survives a reload', async ({ page }) => {
  await page.goto('/w/harbour/blueprints')
  await page.getByRole('button', { name: 'New blueprint' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog.getByRole('button', { name: 'Create and draw' }).click()
  const canvas = page.getByRole('application', { name: 'Blueprint' })
  await expect(canvas).toBeVisible()

  await quickAdd(page, 'Chat message')
  // The next block continues from the selected one; with nothing selected it stands alone.
  await quickAdd(page, 'Reason')
  await expect(canvas.getByRole('group', { name: 'Connection from Chat message to Reason' })).toBeAttached()
  await page.keyboard.press('Escape')
  await quickAdd(page, 'Reply')
  await canvas.getByRole('group', { name: 'Reason, Reason' }).focus()
  await page.keyboard.press('c')
  await page.getByRole('option', { name: /Reply/, selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await expect(canvas.getByRole('group', { name: 'Connection from Reason to Reply' })).toBeAttached()

  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.reload()
  await expect(canvas.getByRole('group', { name: 'Connection from Reason to Reply' })).toBeAttached()
})

test('undo and redo walk through everything that was done', async ({ page }) => {
  await openBlueprint(page, name)
  const canvas = page.getByRole('application', { name: 'Blueprint' })
  await page.getByRole('navigation', { name: 'Blocks' }).getByRole('button', { name: 'Extract' }).click()
  const block = canvas.getByRole('group', { name: 'Extract, Extract' })
  await expect(block).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+z')
  await expect(block).toHaveCount(0)
  await page.keyboard.press('Control+Shift+z')
  await expect(block).toBeVisible()
})

test('a block is dragged from the palette onto the canvas', async ({ page }) => {
  await openBlueprint(page, name)
  const canvas = page.getByRole('application', { name: 'Blueprint' })
  const from = page.getByRole('navigation', { name: 'Blocks' }).getByRole('button', { name: 'Branch' })
  await from.dragTo(canvas, { targetPosition: { x: 80, y: 500 } })
  await expect(canvas.getByRole('group', { name: 'Branch, Branch' })).toBeVisible()
})

test('a draft with problems says what is wrong and cannot be published', async ({ page }) => {
  await openBlueprint(page, name)
  await page.getByRole('button', { name: /error/ }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'connect' }).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByRole('textbox', { name: 'What changed' }).fill('Too early')
  await expect(page.getByRole('button', { name: /^Publish v1/ })).toBeDisabled()
})

test('two tabs of one draft show the same; on one field the later word counts', async ({ page, context }) => {
  await openBlueprint(page, name)
  const other = await context.newPage()
  await openBlueprint(other, name)
  const text = (tab: typeof page) => tab.getByRole('textbox', { name: 'Text' })
  await other.getByRole('group', { name: 'Reply, Reply' }).click()
  await page.getByRole('group', { name: 'Reply, Reply' }).click()
  await text(other).fill('From the second tab')
  await expect(text(page)).toHaveText('From the second tab')
  await text(page).fill('From the first tab')
  await expect(text(other)).toHaveText('From the first tab')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
})

async function quickAdd(page: Page, kind: string): Promise<void> {
  await page.keyboard.press('/')
  await page.getByRole('combobox').fill(kind)
  await page.getByRole('option', { name: kind, selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('group', { name: `${kind}, ${kind}` })).toBeVisible()
}
