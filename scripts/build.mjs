// Builds what is asked for, and only what changed: node scripts/build.mjs [cli] [servers] [runtime] [web] [bench]
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

const root = resolve(import.meta.dirname, '..')
const shared = ['domain', 'server', 'prisma', 'package-lock.json', 'tsconfig.json', 'scripts/build.mjs']

/** Each target: what it reads, and how it is made. A target whose inputs are as at its last success is left alone. */
const targets = {
  cli: { inputs: [...shared, 'cli'], make: () => bundle({ cli: 'cli/main.ts' }) },
  bench: {
    inputs: [...shared, 'cli', 'runtime', 'bench'],
    make: () => bundle({ bench: 'bench/main.ts', 'bench-runtime': 'bench/runtime-main.ts' }),
  },
  servers: {
    inputs: shared,
    make: () =>
      bundle({
        controller: 'server/controller/main.ts',
        gateway: 'server/gateway/main.ts',
        broker: 'server/broker/main.ts',
      }),
  },
  runtime: { inputs: ['domain', 'runtime', 'package-lock.json'], make: () => run('node', ['runtime/build.mjs']) },
  web: {
    inputs: [...shared, 'app', 'components', 'public', 'next.config.ts', 'postcss.config.mjs'],
    make: () => run('next', ['build'], { NEXT_TELEMETRY_DISABLED: '1' }),
  },
}

const asked = process.argv.slice(2)
for (const name of asked.length > 0 ? asked : ['cli', 'servers', 'runtime', 'web']) {
  if (!(name in targets)) throw new Error(`There is no target ${name}; there are ${Object.keys(targets).join(', ')}.`)
  await makeIfChanged(name, targets[name])
}

async function makeIfChanged(name, target) {
  const stamp = join(root, 'dist', '.stamps', name)
  const digest = await digestOf(target.inputs)
  if ((await readFile(stamp, 'utf8').catch(() => '')) === digest) return
  await rm(stamp, { force: true })
  if (name !== 'runtime') await generatePrismaClient()
  await target.make()
  await mkdir(join(root, 'dist', '.stamps'), { recursive: true })
  await writeFile(stamp, digest)
}

async function generatePrismaClient() {
  const stamp = join(root, 'generated', '.stamp')
  const digest = await digestOf(['prisma/schema.prisma', 'package-lock.json'])
  if ((await readFile(stamp, 'utf8').catch(() => '')) === digest) return
  // `generate` needs no schema engine, but looks for one; any executable will do (docs/adr/002).
  await run('prisma', ['generate'], { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath })
  await writeFile(stamp, digest)
}

async function bundle(entryPoints) {
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    sourcemap: true,
    logLevel: 'warning',
  })
}

function run(command, words, env = {}) {
  return new Promise((done, fail) => {
    const child = spawn(join(root, 'node_modules', '.bin', command), words, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.once('error', fail)
    child.once('close', (code) => {
      if (code === 0) return done()
      process.stderr.write(output)
      fail(new Error(`${command} ${words.join(' ')} ended with ${code}; its words are above.`))
    })
  })
}

async function digestOf(inputs) {
  const hash = createHash('sha256')
  for (const input of inputs) await addToHash(hash, input)
  return hash.digest('hex')
}

async function addToHash(hash, path) {
  const full = join(root, path)
  const entries = await readdir(full, { withFileTypes: true }).catch(() => null)
  if (entries === null) {
    hash.update(path).update(await readFile(full).catch(() => 'absent'))
    return
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!/\.(test|spec)\.tsx?$/.test(entry.name)) await addToHash(hash, join(path, entry.name))
  }
}
