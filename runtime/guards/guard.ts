import { readFileSync } from 'node:fs'
import type { BootEnv } from '@/domain/runtime/boot'

export type Finding = { ok: boolean; evidence: string }

/** What a guard may look at. `readText` is a parameter so that parsers can be fed recorded files. */
export type GuardContext = {
  boot: BootEnv
  env: Readonly<Record<string, string | undefined>>
  readText: (path: string) => Promise<string>
  /** Folder of the running program: `/app` in a container. */
  programFolder: string
}

/** One wall. Throwing means that the source could not be read, which counts as failed. */
export type Guard = (context: GuardContext) => Promise<Finding>

/** The kernel answers from memory, in less time than it takes to hand the question to another thread. */
export const readText = async (path: string): Promise<string> => readFileSync(path, 'utf8')

export const pass = (evidence: string): Finding => ({ ok: true, evidence })
export const fail = (evidence: string): Finding => ({ ok: false, evidence })
