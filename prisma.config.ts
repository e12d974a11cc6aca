import { defineConfig } from 'prisma/config'

// Migrations are plain SQL, applied by server/db/migrate.ts (docs/adr/002-plain-sql-migrations.md).
export default defineConfig({ schema: 'prisma/schema.prisma' })
