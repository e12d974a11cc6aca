import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const alias = { '@': resolve(import.meta.dirname) }
const exclude = ['**/node_modules/**', 'dist/**', '.next/**', 'e2e/**']
const shared = { environment: 'node' as const, exclude, restoreMocks: true }

/**
 * `*.test.ts` is pure and fast; `*.process.test.ts` starts real processes; `*.db.test.ts` needs PostgreSQL; `*.docker.test.ts` needs
 * PostgreSQL and a Docker engine.
 */
export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          ...shared,
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...exclude, '**/*.{process,db,docker}.test.ts'],
          // Pure tests share their modules: half the time.
          isolate: false,
          maxWorkers: 2,
          // A deadline for a busy machine, not an expectation.
          testTimeout: 20_000,
        },
      },
      {
        resolve: { alias },
        test: {
          ...shared,
          name: 'process',
          include: ['**/*.process.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          ...shared,
          name: 'db',
          include: ['**/*.db.test.ts'],
          globalSetup: ['server/db/testing/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          ...shared,
          name: 'docker',
          include: ['**/*.docker.test.ts'],
          globalSetup: ['server/db/testing/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
