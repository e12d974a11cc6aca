import type { Locator, Page } from '@playwright/test'
import type { BlueprintDocument } from '../domain/blueprint/document'
import { addBlock, connect, removeBlocks, setConfig, setRuntime } from '../domain/blueprint/operations'
import { supportDesk } from '../domain/blueprint/starters/support-desk'
import { mutate } from './support/api'
import { expectNoViolations } from './support/axe'
import { expect, test } from './support/test'

test.describe.configure({ mode: 'serial' })

const signature = 'Always sign as The Harbour Crew, and never promise a refund.'
let versions = ''
let blueprintId = ''

/** v1 is the starter; the draft answers billing otherwise, mails instead of answering technical questions, and needs more room. */
function changed(): BlueprintDocument {
  const { document } = supportDesk
  const billing = document.blocks.billing?.config ?? {}
  const signed = setConfig(document, 'billing', { ...billing, instructions: `${billing.instructions}\n${signature}` })
  const inputs = { to: '{{ slots.support_email }}', subject: 'A question', text: '{{ input.content }}' }
  const { document: withMail, id } = addBlock(removeBlocks(signed, ['technical', 'reply_technical']), 'send', {
    label: 'Tell the team',
    config: { skill: 'email', action: 'send', inputs },
  })
  const led = connect(withMail, { block: 'triage', port: 'technical' }, { block: id, port: 'in' })
  return setRuntime(led, { memoryMb: 512 })
}

test.beforeAll(async ({ browser, ownerState }) => {
  const context = await browser.newContext({ storageState: ownerState })
  const page = await context.newPage()
  const created = await mutate<{ id: string }>(page, 'blueprint.create', {
    name: 'Night desk',
    starter: 'support-desk',
  })
  blueprintId = created.id
  versions = `/w/harbour/blueprints/${blueprintId}/versions`
  await publish(page, 1, 'As the starter has it')
  const { layout } = supportDesk
  await mutate(page, 'blueprint.saveDraft', { id: blueprintId, document: changed(), layout, revision: 1 })
  await context.close()
})

const publish = (page: Page, revision: number, message: string) =>
  mutate(page, 'version.publish', { blueprintId, revision, message, rollOut: false })

const drawing = (page: Page) => page.getByRole('application', { name: /^Drawing of/ })

async function expectInTheMiddle(page: Page, block: Locator): Promise<void> {
  const away = async () => {
    const [whole, box] = await Promise.all([drawing(page).boundingBox(), block.boundingBox()])
    if (whole === null || box === null) return Number.POSITIVE_INFINITY
    const [x, y] = [
      whole.x + whole.width / 2 - box.x - box.width / 2,
      whole.y + whole.height / 2 - box.y - box.height / 2,
    ]
    return Math.hypot(x, y)
  }
  await expect.poll(away).toBeLessThan(20)
}

const changes = (page: Page) => page.getByRole('complementary', { name: 'Changes' })

test('what a draft changes is seen on one drawing, and read as a list that keeps step with it', async ({ page }) => {
  await page.goto(versions)
  await page.getByRole('link', { name: 'Compare…' }).click()
  await expect(page).toHaveURL(/compare\?from=1&to=draft$/)

  await expect(changes(page).getByText('May now reach Email: Send an email')).toBeVisible()
  await expect(drawing(page).getByRole('group', { name: 'Tell the team, Send with a skill, added' })).toBeVisible()
  await expect(drawing(page).getByRole('group', { name: 'Answer technical, Reason, removed' })).toBeVisible()
  await expect(drawing(page).getByRole('group', { name: 'Answer billing, Reason, 1 change' })).toBeVisible()
  await expect(drawing(page).getByRole('group', { name: /^Customer writes, .*, unchanged$/ })).toBeVisible()
  await expect(
    drawing(page).getByRole('group', { name: 'Connection from What is it about? to Tell the team, added' }),
  ).toBeAttached()
  await expect(changes(page).getByText('None of it is one-way')).toBeVisible()
  const memory = changes(page).getByRole('listitem').filter({ hasText: 'Changed memory from 256 MB to 512 MB' })
  await expect(memory.getByText('restart')).toBeVisible()

  await changes(page)
    .getByRole('button', { name: /Added “Tell the team”/ })
    .click()
  await expect(page).toHaveURL(/at=block\.send/)
  const added = drawing(page).getByRole('group', { name: /^Tell the team/ })
  await expect(added).toHaveClass(/selected/)
  await expectInTheMiddle(page, added)

  await page.getByRole('button', { name: 'Show everything' }).click()
  await drawing(page)
    .getByRole('group', { name: /^Answer billing/ })
    .click()
  const row = changes(page).getByRole('button', { name: /Changed “Instructions” of “Answer billing”/ })
  await expect(row).toHaveAttribute('aria-current', 'true')
  await expect(changes(page).getByRole('insertion').filter({ hasText: 'The Harbour Crew' })).toBeVisible()
})

test('the keyboard alone goes from change to change, and each is said aloud', async ({ page }) => {
  await page.goto(`${versions}/compare?from=1&to=draft`)
  const next = changes(page).getByRole('button', { name: 'Next change' })
  await next.focus()
  await page.keyboard.press('Enter')
  await expect(changes(page).getByRole('status')).toHaveText(/^Change 1 of \d+: /)
  await page.keyboard.press('Enter')
  await expect(changes(page).getByRole('status')).toHaveText(/^Change 2 of \d+: /)
  await drawing(page)
    .getByRole('group', { name: /^Answer technical/ })
    .focus()
  await page.keyboard.press('Enter')
  await expect(changes(page).getByRole('button', { name: /Removed “Answer technical”/ })).toHaveAttribute(
    'aria-current',
    'true',
  )
})

test('an address leads a colleague to one change', async ({ page }) => {
  await page.goto(`${versions}/compare?from=1&to=draft&at=block.billing.config.instructions`)
  const block = drawing(page).getByRole('group', { name: /^Answer billing/ })
  await expect(block).toHaveClass(/selected/)
  await expectInTheMiddle(page, block)
  await expect(changes(page).getByText(signature)).toBeVisible()
})

test('a version gets a name, once in its blueprint, and stays what it was', async ({ page }) => {
  await page.goto(versions)
  await page.getByRole('button', { name: 'More for v1' }).click()
  await page.getByRole('menuitem', { name: 'Name…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Name v1' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('v9')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText(/must not look like a version number/)).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Opening night')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('listitem').filter({ hasText: 'As the starter has it' })).toContainText('Opening night')
  await page.goto(`${versions}/1`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Night desk: v1 “Opening night”')
})

test('a version goes back into the draft; what the draft was is kept, found and put back', async ({
  page,
  context,
}) => {
  const colleague = await context.newPage()
  await colleague.goto(`/w/harbour/blueprints/${blueprintId}`)
  await expect(colleague.getByRole('group', { name: 'Tell the team, Send with a skill' })).toBeVisible()
  await page.goto(versions)
  await page.getByRole('button', { name: 'More for v1' }).click()
  await page.getByRole('menuitem', { name: 'Restore into the draft…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Tenants notice nothing.')).toBeVisible()
  await expect(dialog.getByText(/work that is in no version yet/)).toBeVisible()
  await dialog.getByRole('button', { name: /^Restore v1/ }).click()
  await expect(dialog.getByText('The draft from before is set aside')).toBeVisible()
  await dialog.getByRole('button', { name: 'Undo' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Drafts set aside' })).toBeHidden()

  await page.getByRole('button', { name: 'More for v1' }).click()
  await page.getByRole('menuitem', { name: 'Restore into the draft…' }).click()
  await dialog.getByRole('button', { name: /^Restore v1/ }).click()
  await dialog.getByRole('link', { name: 'Open the canvas' }).click()
  await expect(page.getByRole('group', { name: 'Answer technical, Reason' })).toBeVisible()

  await expect(colleague.getByRole('group', { name: 'Answer technical, Reason' })).toBeVisible()
  await colleague.close()

  await page.goto(versions)
  const aside = page.getByRole('listitem').filter({ hasText: 'restored v1' })
  await aside.getByRole('link', { name: 'Compare with the draft' }).click()
  await expect(drawing(page).getByRole('group', { name: 'Tell the team, Send with a skill, added' })).toBeVisible()
  await page.goto(versions)
  await aside.getByRole('button', { name: 'Put back' }).click()
  await expect(aside).toBeHidden()
  await page.goto(`/w/harbour/blueprints/${blueprintId}`)
  await expect(page.getByRole('group', { name: 'Tell the team, Send with a skill' })).toBeVisible()
})

test('on a phone the drawing and its list stand one above the other, and nothing is cut off', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of [versions, `${versions}/1`, `${versions}/compare?from=1&to=draft`]) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow, path).toBeLessThanOrEqual(0)
  }
  await changes(page)
    .getByRole('button', { name: /Removed “Answer technical”/ })
    .click()
  await expectInTheMiddle(page, drawing(page).getByRole('group', { name: /^Answer technical/ }))
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('no axe violations on versions, on one of them, on a comparison, and in its dialogs', async ({ page }) => {
      await page.goto(versions)
      await page.getByRole('button', { name: 'More for v1' }).click()
      await page.getByRole('menuitem', { name: 'Restore into the draft…' }).click()
      await page.getByRole('dialog').getByText('Tenants notice nothing.').waitFor()
      await expectNoViolations(page)
      await page.goto(`${versions}/1?at=block.billing`)
      await page.getByText('May reach').waitFor()
      await expectNoViolations(page)
      await page.goto(`${versions}/compare?from=1&to=draft&at=block.billing`)
      await changes(page).getByRole('insertion').first().waitFor()
      await expectNoViolations(page)
    })
  })
}
