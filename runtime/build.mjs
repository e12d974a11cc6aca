import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { build } from 'esbuild'

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

async function bundlePageScript() {
  const result = await build({
    ...shared,
    entryPoints: [join(here, 'chat-page/client/main.ts')],
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    minifyIdentifiers: true,
  })
  // The script stands inside a <script> element, which these would end or confuse.
  return result.outputFiles[0].text.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')
}

async function pageSource() {
  const [css, script] = await Promise.all([
    build({ ...shared, entryPoints: [join(here, 'chat-page/page.css')], loader: { '.css': 'css' }, target: 'es2022' }),
    bundlePageScript(),
  ])
  return { style: css.outputFiles[0].text.trim(), script: script.trim() }
}

/** `bulkhead:build`: what is known only while building. */
const buildModule = {
  name: 'build-module',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^bulkhead:build$/ }, ({ path }) => ({ path, namespace: 'build-module' }))
    onLoad({ filter: /.*/, namespace: 'build-module' }, async () => ({
      contents: `export const pageSource = ${JSON.stringify(await pageSource())}; export const runtimeVersion = ${JSON.stringify(version)}`,
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

function nativeTarget() {
  const { platform, arch } = process
  if (platform === 'darwin') return `darwin-${arch}`
  const glibc = process.report.getReport().header.glibcVersionRuntime !== undefined
  return `linux-${arch}-${glibc ? 'gnu' : 'musl'}`
}

const program = {
  ...shared,
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
  plugins: [buildModule, oneLanguage, knownMachine],
  metafile: process.argv.includes('--analyse'),
})

/** Each runs what a stranger wrote, in a process without rights. */
const ownProcesses = { 'read-pdf.mjs': 'knowledge/read-pdf.ts', 'code-sandbox.mjs': 'code-sandbox/program.ts' }

await mkdir(fresh, { recursive: true })
await Promise.all([
  ...Object.entries(ownProcesses).map(async ([name, entry]) => {
    const { outputFiles } = await build({ ...program, entryPoints: [join(here, entry)] })
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
