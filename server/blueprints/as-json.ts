import type { Prisma } from '@/generated/prisma/client'

/** What came through a zod schema of JSON, as Prisma wants it named. */
export const asJson = (value: object) => value as Prisma.InputJsonObject
