import type { Page } from '@playwright/test'
import { expect, test } from './support/test'

test.describe.configure({ mode: 'serial' })

test('a builder draws a loop, an agent with tools, a wait and an approval, sets retries and a rule, and publishes', async ({
  page,
}) => {
  await page.goto('/w/harbour/blueprints')
  await page.getByRole('button', { name: 'New blueprint' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Order watch')
  await dialog.getByRole('button', { name: 'Create and draw' }).click()
  const canvas = page.getByRole('application', { name: 'Blueprint' })
  const settings = page.getByRole('complementary', { name: 'Settings' })
  await expect(canvas).toBeVisible()

  for (const kind of ['Webhook', 'Loop', 'Agent']) await quickAdd(page, kind)
  const agent = canvas.getByRole('group', { name: 'Agent, Agent, for each item of Loop' })
  await settings.getByRole('checkbox', { name: 'Post a message' }).check()
  const prompt = settings.getByRole('textbox', { name: 'Prompt' })
  await prompt.fill('Look after ')
  await prompt.press('End')
  await prompt.pressSequentially('{{ item')
  await expect(settings.getByRole('option', { name: /loop_1\.item/, selected: true })).toBeVisible()
  await prompt.press('Enter')
  await expect(prompt).toHaveValue('Look after {{ loop_1.item }}')
  await settings.getByText('When it fails').click()
  await settings.getByRole('textbox', { name: 'Tries after the first' }).fill('2')
  await settings.getByRole('textbox', { name: /^Wait before the next try/ }).fill('5')
  await expect(agent).toContainText('2 more tries from 5 s on')

  await canvas.getByRole('group', { name: 'Loop, Loop' }).click()
  for (const kind of ['Wait', 'Approval', 'Reply']) await quickAdd(page, kind)
  await expect(canvas.getByRole('group', { name: 'Connection from Loop to Wait' })).toBeAttached()
  await page.getByRole('button', { name: 'Show everything' }).click()
  await canvas.getByRole('group', { name: 'Wait, Wait' }).click()
  await settings.getByRole('textbox', { name: 'How long' }).fill('2')
  await canvas.getByRole('group', { name: 'Approval, Approval' }).click()
  await settings.getByRole('textbox', { name: 'Question' }).fill('May the orders go out?')
  await settings.getByRole('button', { name: 'Add person' }).click()
  await page.keyboard.type('boss@example.com')

  await page.keyboard.press('Escape')
  await canvas.getByRole('group', { name: 'Approval, Approval' }).focus()
  await page.keyboard.press('Escape')
  await settings.getByRole('button', { name: 'Add rule' }).click()
  const rule = settings.getByRole('group', { name: 'rule 1', exact: true })
  const when = rule.getByRole('textbox', { name: 'When' })
  await when.fill('skil == "slack"')
  await expect(rule.getByText('a rule cannot read `skil`')).toBeVisible()
  await when.fill('skill == "slack" && counters.day >= 50')
  await expect(rule.getByText('a rule cannot read')).toHaveCount(0)
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()

  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: 'Publish Order watch' })
  await expect(sheet.getByText('Changed the rules: added “Rule 1”')).toBeVisible()
  await sheet.getByRole('textbox', { name: 'What changed' }).fill('Orders are looked after')
  await sheet.getByRole('button', { name: /^Publish v1/ }).click()
  await expect(page.getByText('v1 will never change.')).toBeVisible()
})

test('what was drawn is there after a reload, and undo takes the last step back', async ({ page }) => {
  await page.goto('/w/harbour/blueprints')
  await page.getByRole('link', { name: 'Order watch' }).first().click()
  const canvas = page.getByRole('application', { name: 'Blueprint' })
  const settings = page.getByRole('complementary', { name: 'Settings' })
  await expect(settings.getByRole('textbox', { name: 'When' })).toHaveValue('skill == "slack" && counters.day >= 50')
  const agent = canvas.getByRole('group', { name: 'Agent, Agent, for each item of Loop' })
  await agent.click()
  await expect(settings.getByRole('checkbox', { name: 'Post a message' })).toBeChecked()
  const tries = settings.getByRole('textbox', { name: 'Tries after the first' })
  await tries.fill('')
  await expect(agent).toContainText('no more tries')
  await page.keyboard.press('Control+z')
  await expect(tries).toHaveValue('2')
})

/** Continues from the selected block, as a person does who draws with the keyboard. */
async function quickAdd(page: Page, kind: string): Promise<void> {
  await page.locator('body').press('/')
  await page.getByRole('combobox', { name: 'Add a block' }).fill(kind)
  await page.getByRole('option', { name: kind, selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('group', { name: `${kind}, ${kind}` })).toBeVisible()
}
