/**
 * SQL as tagged templates: every value is a parameter. Prisma's transactions are of this kind, and so are those of
 * `sql-database.ts`; use cases that write no more than SQL take either.
 */
export type SqlTransaction = {
  $queryRaw<T = unknown>(sql: TemplateStringsArray, ...values: unknown[]): Promise<T>
  /** How many rows it touched. */
  $executeRaw(sql: TemplateStringsArray, ...values: unknown[]): Promise<number>
}
