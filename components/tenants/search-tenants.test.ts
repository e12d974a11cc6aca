import { expect, test } from 'vitest'
import { searchTenants } from './search-tenants'

const tenants = [
  { name: 'Acme, Inc.', slug: 'acme', phase: 'ready', blueprint: { id: '1', name: 'Support desk' } },
  { name: 'Blue Lagoon', slug: 'lagoon', phase: 'crashed', blueprint: { id: '2', name: 'Support desk' } },
]
const found = (query: string, blueprint: string | null = null) =>
  searchTenants(tenants, query, blueprint).map(({ slug }) => slug)

test('nothing typed shows everybody', () => expect(found('  ')).toEqual(['acme', 'lagoon']))
test('every word must be found, in whatever order and case', () => expect(found('DESK blue')).toEqual(['lagoon']))
test('a state can be searched for', () => expect(found('crashed')).toEqual(['lagoon']))
test('one blueprint alone can be shown', () => expect(found('', '1')).toEqual(['acme']))
