import { readFile } from 'node:fs/promises'
import { expectNoViolations } from './support/axe'
import { expect, openBlueprint, test } from './support/test'

test.describe.configure({ mode: 'serial' })

const importButton = { name: 'Import', exact: true } as const

test('a template is found, looked at, used and published as it is', async ({ page }) => {
  await page.goto('/w/harbour/blueprints')
  await page.getByRole('link', { name: 'Templates' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Templates' })).toBeVisible()
  await expectNoViolations(page)
  await page.getByRole('searchbox', { name: 'Search templates' }).fill('approval refund')
  await expect(page.getByRole('status').filter({ hasText: '1 of 10' })).toBeVisible()
  await page.getByRole('button', { name: 'Preview Refunds with approval' }).click()
  const preview = page.getByRole('dialog', { name: 'Refunds with approval' })
  await expect(preview.getByText('A large one waits for a person, and nothing is paid')).toBeVisible()
  await expectNoViolations(page)
  await preview.getByRole('button', { name: 'Use template' }).click()

  const canvas = page.getByRole('application', { name: 'Blueprint' })
  await expect(canvas.getByRole('group', { name: 'May it be paid?, Approval' })).toBeAttached()
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: 'Publish Refunds with approval' })
  await sheet.getByRole('textbox', { name: 'What changed' }).fill('From the template')
  await sheet.getByRole('button', { name: /^Publish v1/ }).click()
  await expect(page.getByRole('dialog', { name: 'v1 is published' })).toBeVisible()
})

test('a blueprint is exported, imported under another name, and says the same', async ({ page }, info) => {
  await openBlueprint(page, 'Refunds with approval')
  const downloaded = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export to a file' }).click()
  const download = await downloaded
  expect(download.suggestedFilename()).toBe('refunds-with-approval.blueprint.json')
  const file = info.outputPath('first.blueprint.json')
  await download.saveAs(file)

  await page.goto('/w/harbour/blueprints')
  await page.getByRole('button', importButton).click()
  const dialog = page.getByRole('dialog', { name: 'Import a blueprint' })
  await dialog.getByLabel('File to import').setInputFiles(file)
  await expect(dialog.getByText('Nothing: the drawing has no problems.')).toBeVisible()
  await expect(dialog.getByText('1 × Approval')).toBeVisible()
  await expectNoViolations(page)
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Refunds, second copy')
  await dialog.getByRole('button', { name: 'Import as a new blueprint' }).click()
  await expect(page.getByRole('application', { name: 'Blueprint' })).toBeVisible()

  await page.goto('/w/harbour/blueprints')
  await page.getByRole('button', { name: 'More for Refunds, second copy' }).click()
  const again = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Export' }).click()
  const second = info.outputPath('second.blueprint.json')
  await (await again).saveAs(second)
  const [before, after] = await Promise.all(
    [file, second].map(async (path) => JSON.parse(await readFile(path, 'utf8'))),
  )
  expect(after).toEqual({ ...before, name: 'Refunds, second copy' })
  expect(after.digest).toMatch(/^sha256:/)
})

test('what cannot be imported is told, with what to do; a workflow of n8n comes in with a report', async ({ page }) => {
  await page.goto('/w/harbour/blueprints')
  await page.getByRole('button', importButton).click()
  const dialog = page.getByRole('dialog', { name: 'Import a blueprint' })
  const paste = dialog.getByRole('textbox', { name: 'Or paste its text' })
  await paste.fill('{ "hello": 1 }')
  await dialog.getByRole('button', { name: 'Look at it' }).click()
  await expect(dialog.getByRole('alert')).toContainText('no blueprint')
  await expectNoViolations(page)

  const node = (name: string, type: string, parameters = {}) => ({ name, type, parameters })
  const link = (to: string) => ({ main: [[{ node: to, type: 'main', index: 0 }]] })
  const workflow = {
    name: 'Sheet helper',
    nodes: [
      node('Chat', '@n8n/n8n-nodes-langchain.chatTrigger'),
      node('Helper', '@n8n/n8n-nodes-langchain.chainLlm', { text: '={{ $json.chatInput }}' }),
      node('Append', 'n8n-nodes-base.googleSheets'),
    ],
    connections: { Chat: link('Helper'), Helper: link('Append') },
  }
  await paste.fill(JSON.stringify(workflow))
  await dialog.getByRole('button', { name: 'Look at it' }).click()
  await expect(dialog.getByText('“Append” (googleSheets)')).toBeVisible()
  await expectNoViolations(page)
  await dialog.getByRole('button', { name: 'Import as a new blueprint' }).click()
  const canvas = page.getByRole('application', { name: 'Blueprint' })
  await expect(canvas.getByRole('group', { name: 'To do: Append, Template' })).toBeAttached()
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(page.getByRole('button', { name: /^Publish v1/ })).toBeDisabled()
})
