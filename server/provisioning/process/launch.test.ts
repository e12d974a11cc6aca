import { expect, it } from 'vitest'
import { makeRequest, requestVariants } from '../testing/make-request'
import { type LaunchSetting, launchDigest, renderLaunch } from './launch'

const setting: LaunchSetting = {
  installation: 'ours',
  distOf: (image) => `/images/${image.slice(-4)}`,
  doorsOf: (runtimeId) => `/doors/${runtimeId}`,
  dataOf: (runtimeId) => `/data/${runtimeId}`,
  prefixOf: () => ['setpriv', '--no-new-privs', '--'],
  waivedGuards: ['seccomp'],
}
const request = makeRequest('process-runtime:0123456789abcdef01234567')

it('renders every field of the request', () => {
  const launch = renderLaunch(setting, request, [])
  for (const [field, variant] of Object.entries(requestVariants(request))) {
    expect(renderLaunch(setting, variant, []), field).not.toEqual(launch)
  }
})

it('changes the boot digest with everything but the generation', () => {
  for (const [field, variant] of Object.entries(requestVariants(request))) {
    const isSame = launchDigest(setting, variant) === launchDigest(setting, request)
    expect(isSame, field).toBe(field === 'generation')
  }
})

it('lets the program write its data and nothing else, and start nothing', () => {
  const { command } = renderLaunch(setting, request, ['--optimize-for-size'])
  expect(command.slice(0, 5)).toEqual(['setpriv', '--no-new-privs', '--', process.execPath, '--optimize-for-size'])
  expect(command).toContain('--permission')
  expect(command).toContain('--max-old-space-size=96')
  expect(command.filter((word) => word.startsWith('--allow-fs-write'))).toEqual([
    `--allow-fs-write=/data/${request.runtimeId}`,
    `--allow-fs-write=/data/${request.runtimeId}/*`,
  ])
  expect(command.filter((word) => /allow-(child|worker|wasi|inspector)/.test(word))).toEqual([])
})
