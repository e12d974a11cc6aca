import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { build } from 'esbuild'
import { buildPage } from './chat-page/build-page.ts'

/**
 * Builds `dist/runtime/`: `runtime.mjs` with its `parts/` (the program, and what it loads on first use), the programs that it
 * starts in processes of their own, `start.json` (Node's flags for it), and the one package that must stay a file, libsql's
 * native library. The same input gives the same bytes. `--out=<folder>` builds elsewhere; `--analyse` lists what takes the
 * room.
 */
const here = import.meta.dirname
const root = resolve(here, '..')
const wanted = process.argv.find((argument) => argument.startsWith('--out='))?.slice('--out='.length)
const out = resolve(root, wanted ?? 'dist/runtime')
/** Written beside it and moved into place, so that nobody starts half a program. */
const fresh = `${out}.${process.pid}`
const { version } = JSON.parse(await readFile(join(here, 'package.json'), 'utf8'))

/** Measured on an idle runtime and one under load; see README.md in this folder. */
const nodeArgs = ['--max-semi-space-size=1', '--optimize-for-size', '--expose-gc']

/** Names stay readable in stack traces; white space and comments go. */
const shared = {
  absWorkingDir: root,
  tsconfig: join(root, 'tsconfig.json'),
  bundle: true,
  write: false,
  minifySyntax: true,
  minifyWhitespace: true,
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
}

/** `bulkhead:build`: what is known only while building. */
const buildModule = {
  name: 'build-module',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^bulkhead:build$/ }, ({ path }) => ({ path, namespace: 'build-module' }))
    onLoad({ filter: /.*/, namespace: 'build-module' }, async () => ({
      contents: `export const pageSource = ${JSON.stringify(await buildPage(root))}; export const runtimeVersion = ${JSON.stringify(version)}`,
    }))
  },
}

/** zod carries its messages in fifty languages; a runtime speaks one. */
const oneLanguage = {
  name: 'one-language',
  setup({ onLoad }) {
    onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({ contents: "export { default as en } from './en.js'" }))
  },
}

/** libsql asks at each start which machine it is on, by way of a diagnostic report; the build knows already. */
const nativePackage = `@libsql/${nativeTarget()}`
const knownMachine = {
  name: 'known-machine',
  setup({ onLoad }) {
    onLoad({ filter: /node_modules\/libsql\/index\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      const contents = text
        .replace(/const \{ load, currentTarget \}.*\n.*detect-libc.*\n/, '')
        .replace(
          /function requireNative\(\) \{[\s\S]*?\n\}\n/,
          `const requireNative = () => require('${nativePackage}')\n`,
        )
      if (/currentTarget|familySync/.test(contents))
        throw new Error('libsql loads its library in another way now: look again.')
      return { contents }
    })
  },
}

/**
 * An `import` of one of Node's own modules reads everything that it exports, and with that loads what is lazy there: `node:http`
 * brings a whole client for `fetch`, for a fifth of the time of a start and 2 MB. Asked for as an object, it stays lazy.
 */
const lazyBuiltins = {
  name: 'lazy-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: 'lazy-builtins', sideEffects: false }))
    onLoad({ filter: /.*/, namespace: 'lazy-builtins' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
    }))
  },
}

function nativeTarget() {
  const { platform, arch } = process
  if (platform === 'darwin') return `darwin-${arch}`
  const glibc = process.report.getReport().header.glibcVersionRuntime !== undefined
  return `linux-${arch}-${glibc ? 'gnu' : 'musl'}`
}

const program = {
  ...shared,
  // V8 keeps a text that is all ASCII in half the room.
  charset: 'ascii',
  platform: 'node',
  target: 'node24',
  format: 'esm',
  loader: { '.wasm': 'binary' },
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
}

/** Split where the program loads on first use what not every agent needs: those parts go to `parts/`. */
const result = await build({
  ...program,
  entryPoints: { runtime: join(here, 'main.ts') },
  splitting: true,
  outdir: fresh,
  outExtension: { '.js': '.mjs' },
  chunkNames: 'parts/[name]-[hash]',
  external: ['@libsql/*'],
  plugins: [buildModule, oneLanguage, knownMachine, lazyBuiltins],
  metafile: process.argv.includes('--analyse'),
})

/** Each runs what a stranger wrote, in a process without rights. */
const ownProcesses = { 'read-pdf.mjs': 'knowledge/read-pdf.ts', 'code-sandbox.mjs': 'code-sandbox/program.ts' }

await mkdir(fresh, { recursive: true })
await Promise.all([
  ...Object.entries(ownProcesses).map(async ([name, entry]) => {
    const { outputFiles } = await build({ ...program, entryPoints: [join(here, entry)], plugins: [lazyBuiltins] })
    await writeFile(join(fresh, name), outputFiles[0].contents)
  }),
  ...result.outputFiles.map(async ({ path, contents }) => {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, contents)
  }),
  writeFile(join(fresh, 'start.json'), `${JSON.stringify({ nodeArgs }, null, 2)}\n`),
  cp(join(root, 'node_modules', nativePackage), join(fresh, 'node_modules', nativePackage), { recursive: true }),
])
await rm(out, { recursive: true, force: true })
await rename(fresh, out)
if (result.metafile) {
  const sizes = Object.values(result.metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput)
    .slice(0, 25)
  for (const [file, { bytesInOutput }] of sizes) process.stdout.write(`${String(bytesInOutput).padStart(8)} ${file}\n`)
}
