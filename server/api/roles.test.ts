import { expect, it } from 'vitest'
import { roles } from '../accounts/roles'
import { everyProcedure } from './testing/every-procedure'

it('every procedure states the roles that it needs', () => {
  expect(everyProcedure.length).toBeGreaterThan(30)
  const known: readonly string[] = [...roles, 'signed-in']
  for (const { path, roles: declared } of everyProcedure) {
    expect(declared, path).not.toEqual([])
    expect(known, path).toEqual(expect.arrayContaining([...declared]))
  }
})

it('a customer reaches the portal, the key to their own documents, and what their agent asks; nothing else', () => {
  const reached = everyProcedure.filter((procedure) => procedure.roles.includes('customer'))
  expect(reached.map(({ path }) => path)).toEqual([
    'tenant.documents',
    'approval.listForTenant',
    'approval.decide',
    'portal.get',
    'portal.watch',
  ])
})

it('only owners decide who belongs to a workspace and whose model answers', () => {
  const owned = everyProcedure.filter(({ roles: declared }) => declared.length === 1 && declared[0] === 'owner')
  expect(owned.map(({ path }) => path)).toEqual([
    'workspace.addMember',
    'workspace.removeMember',
    'workspace.setModelProvider',
    'workspace.clearModelProvider',
  ])
})
