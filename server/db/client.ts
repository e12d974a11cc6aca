import { PrismaPg } from '@prisma/adapter-pg'
import { type Prisma, PrismaClient } from '@/generated/prisma/client'

export type Database = PrismaClient
/** What a use case gets: a transaction that already says for whom it works. */
export type Transaction = Prisma.TransactionClient

/** One client a process, with that process's own database role in the URL. */
export function connectDatabase(url: string, options: { poolSize?: number } = {}): Database {
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max: options.poolSize ?? 10, application_name: 'bulkhead' }),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  })
}
