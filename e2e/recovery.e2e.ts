import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { home } from './support/installation'
import { ask, bulkhead } from './support/product'
import { expect, test } from './support/test'

const pidOf = (name: string): number => JSON.parse(readFileSync(join(home, 'run', `${name}.json`), 'utf8')).pid

for (const name of ['gateway', 'broker', 'controller', 'web']) {
  test(`kill -9 of ${name}: it is started again and tenants answer`, async ({ page }) => {
    const before = pidOf(name)
    process.kill(before, 'SIGKILL')
    await expect.poll(() => readPid(name), { timeout: 30_000 }).not.toBe(before)
    await expect.poll(() => answers('nordlicht'), { timeout: 30_000 }).toBe(true)
    await expect
      .poll(
        () =>
          page.goto('/w/harbour/tenants').then(
            (answer) => answer?.status(),
            () => 0,
          ),
        { timeout: 30_000 },
      )
      .toBe(200)
  })
}

test('kill -9 of a container: that tenant comes back by itself, its neighbours notice nothing', async () => {
  const container = execFileSync('docker', ['ps', '-q', '--filter', 'label=dev.bulkhead.slug=nordlicht'])
  execFileSync('docker', ['kill', '-s', 'KILL', container.toString().trim()])
  expect(await answers('casa-verde')).toBe(true)
  await expect.poll(() => answers('nordlicht'), { timeout: 30_000 }).toBe(true)
})

test('kill -9 of everything: the next up recovers, with all data', async ({ page }) => {
  for (const name of ['supervisor', 'web', 'controller', 'gateway', 'broker']) process.kill(pidOf(name), 'SIGKILL')
  await bulkhead('up', '--detach', '--engine=docker')
  await expect.poll(() => answers('harbour-dental'), { timeout: 30_000 }).toBe(true)
  await page.goto('/w/harbour/tenants')
  await expect(page.getByText('Nordlicht Energy')).toBeVisible()
})

function readPid(name: string): number {
  try {
    return pidOf(name)
  } catch {
    return 0
  }
}

const answers = (slug: string) =>
  ask(slug, 'Hello').then(
    () => true,
    () => false,
  )
