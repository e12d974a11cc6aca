import { expect, it } from 'vitest'
import { tenantOrigins } from './tenant-origins'

it.each([
  ['http://{slug}.localhost:4380', 'http://*.localhost:4380'],
  ['https://{slug}.agents.example.com', 'https://*.agents.example.com'],
  ['https://agent-{slug}.example.com/chat', 'https://*.example.com'],
  ['https://agents.example.com/{slug}', 'https://agents.example.com'],
])('the pages may ask tenants at %s, and nobody else: %s', (template, source) => {
  expect(tenantOrigins(template)).toBe(source)
})
