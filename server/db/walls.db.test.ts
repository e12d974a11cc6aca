import { afterAll, beforeAll, expect, it } from 'vitest'
import { Prisma } from '@/generated/prisma/client'
import { createTestDatabase, type TestDatabase } from './testing/test-database'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

it('the Prisma schema and the migrations name the same tables and columns', async () => {
  const owner = database.connect('owner')
  for (const model of Object.values(Prisma.ModelName)) {
    const name = (model.charAt(0).toLowerCase() + model.slice(1)) as 'tenant'
    await expect(owner[name].findMany({ take: 1 }), model).resolves.toEqual([])
  }
})
