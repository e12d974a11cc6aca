// From inside a runtime: tries to get out, and reports how each attempt ended ('ok', or the error's code).
import { spawn } from 'node:child_process'
import { promises as dns } from 'node:dns'
import * as fs from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

const attempts = {
  read: ({ path }) => fs.readFileSync(path, 'utf8') && 'ok',
  text: ({ path }) => ({ text: fs.readFileSync(path, 'utf8') }),
  names: ({ path }) => ({ names: fs.readdirSync(path) }),
  write: ({ path }) => fs.writeFileSync(path, 'x') ?? 'ok',
  execute: ({ path }) => ended(spawn(path, ['--version'])),
  plant: ({ path }) => plant(path),
  makeFolder: ({ path }) => fs.mkdirSync(path) ?? 'ok',
  unlink: ({ path }) => fs.unlinkSync(path) ?? 'ok',
  rename: ({ path, to }) => fs.renameSync(path, to) ?? 'ok',
  symlink: ({ path, to }) => fs.symlinkSync(to, path) ?? 'ok',
  listen: ({ path }) => opened(createServer().listen(path), 'listening'),
  connect: ({ path, host, port }) => opened(path ? connect(path) : connect({ host, port, timeout: 3_000 }), 'connect'),
  resolve: ({ host }) => dns.lookup(host).then(() => 'ok'),
  childProcess: () => ended(spawn(process.execPath, ['--version'])),
  worker: () => opened(new Worker('0', { eval: true }), 'online'),
  setuid: () => process.setuid(0) ?? 'ok',
  crowd: ({ most }) => crowd(most),
  programs: () => ({ names: programsUnder('/') }),
}

export async function probe({ attempt, ...more }) {
  try {
    return await attempts[attempt](more)
  } catch (error) {
    return error.code ?? String(error)
  }
}

function opened(emitter, event) {
  return new Promise((resolve, reject) => {
    emitter.once(event, () => resolve('ok'))
    emitter.once('error', reject)
    emitter.once('timeout', () => resolve('timeout'))
  })
}

function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', () => resolve('ok'))
  })
}

/** So many processes at once; how many could be made, and what the others failed of. All of them are ended. */
async function crowd(most) {
  const options = { stdio: 'ignore' }
  const children = Array.from({ length: most }, () =>
    spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], options),
  )
  const outcomes = await Promise.all(children.map((child) => opened(child, 'spawn').catch(({ code }) => code)))
  for (const child of children) child.kill('SIGKILL')
  return {
    made: outcomes.filter((outcome) => outcome === 'ok').length,
    failed: [...new Set(outcomes)].filter((one) => one !== 'ok'),
  }
}

/** A program of one's own making. */
async function plant(path) {
  fs.writeFileSync(path, '#!/app/node\n', { mode: 0o755 })
  try {
    return await ended(spawn(path))
  } finally {
    fs.rmSync(path)
  }
}

/** Everything that may be executed, with a mark on what would change its user. */
function programsUnder(folder) {
  if (['/proc', '/sys', '/dev'].includes(folder)) return []
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return programsUnder(path)
    const { mode } = fs.lstatSync(path)
    if (!entry.isFile() || (mode & 0o111) === 0) return []
    return [(mode & 0o6000) === 0 ? path : `setuid ${path}`]
  })
}
