import { ask } from './support/product'
import { expect, openBlueprint, test } from './support/test'

const tenants = ['harbour-dental', 'nordlicht', 'casa-verde']
const question = 'Why was I charged twice?'

test('a builder changes a prompt, publishes, and every tenant answers with the new version', async ({ page }) => {
  for (const slug of tenants) expect((await ask(slug, question)).version).toBe(1)

  await openBlueprint(page, 'Support desk')
  await page.getByRole('group', { name: 'Answer billing, Reason' }).click()
  const instructions = page.getByRole('textbox', { name: 'Instructions' })
  await instructions.fill(`${await instructions.inputValue()}\nAlways sign as The Harbour Crew.`)
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()

  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: 'Publish Support desk' })
  await expect(sheet.getByText('Answer billing')).toBeVisible()
  await sheet.getByRole('textbox', { name: 'What changed' }).fill('Billing answers are signed')
  await sheet.getByRole('button', { name: 'Publish v2 and roll out' }).click()

  await page
    .getByRole('link', { name: /rollout/i })
    .last()
    .click()
  await expect(page).toHaveURL(/\/rollouts\/1$/)
  await expect(page.getByText(/3 of 3|healthy/i).first()).toBeVisible()
  for (const slug of tenants) {
    await expect.poll(async () => (await ask(slug, question)).version).toBe(2)
    expect((await ask(slug, question)).reply).toContain('The Harbour Crew')
  }
})

test('an old version is one rollout away', async ({ page }) => {
  await openBlueprint(page, 'Support desk')
  await page.getByRole('link', { name: /Versions: latest is v2/ }).click()
  await expect(page.getByText('Billing answers are signed').first()).toBeVisible()
  await page.getByRole('button', { name: 'Roll out… v1' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Roll back 3 tenants' }).click()
  await expect(page).toHaveURL(/\/rollouts\/2$/)
  for (const slug of tenants) {
    await expect.poll(async () => (await ask(slug, question)).version).toBe(1)
    expect((await ask(slug, question)).reply).not.toContain('The Harbour Crew')
  }
})

test('a redeploy restarts every runtime, and no request fails meanwhile', async ({ page }) => {
  await openBlueprint(page, 'Support desk')
  await page.getByRole('link', { name: /^Versions/ }).click()
  await page.getByRole('button', { name: 'Redeploy…' }).click()
  let done = false
  const hammer = async (slug: string): Promise<number> => {
    let answers = 0
    for (; !done; answers += 1) await ask(slug, question)
    return answers
  }
  const hammers = Promise.all(tenants.map(hammer))
  await page.getByRole('dialog').getByRole('button').last().click()
  await expect(page).toHaveURL(/\/rollouts\/3$/)
  await expect(page.getByText('Succeeded')).toBeVisible({ timeout: 60_000 })
  done = true
  for (const answers of await hammers) expect(answers).toBeGreaterThan(0)
})
