import { expect, test } from 'vitest'
import { landingPath } from './landing'

const workspace = { slug: 'north', name: 'North' }
const customerOf = (slug: string) => ({ role: 'customer', workspace, tenant: { slug, name: slug } })

test('a member of a team starts in the workspace', () => {
  expect(landingPath([customerOf('acme'), { role: 'builder', workspace, tenant: null }])).toBe('/w/north/blueprints')
})

test('a customer of one tenant starts at that tenant, of several at the list', () => {
  expect(landingPath([customerOf('acme')])).toBe('/portal/north/acme')
  expect(landingPath([customerOf('acme'), customerOf('lagoon')])).toBe('/portal')
})

test('an account that belongs nowhere is told so in the portal', () => {
  expect(landingPath([])).toBe('/portal')
})
