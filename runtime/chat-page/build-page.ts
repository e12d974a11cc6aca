import { join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import type { PageSource } from './render-page'

/** The page's style and script. `root`: of the repository. */
export async function buildPage(root: string): Promise<PageSource> {
  const [style, script] = await Promise.all([
    bundle(root, 'runtime/chat-page/page.css', {}),
    bundle(root, 'runtime/chat-page/client/main.ts', { platform: 'browser', format: 'iife', minifyIdentifiers: true }),
  ])
  // The script stands inside a <script> element, which these would end or confuse.
  return { style, script: script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--') }
}

async function bundle(root: string, entry: string, options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    tsconfig: join(root, 'tsconfig.json'),
    entryPoints: [join(root, entry)],
    bundle: true,
    write: false,
    target: 'es2022',
    minifySyntax: true,
    minifyWhitespace: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    ...options,
  })
  return (outputFiles?.[0]?.text ?? '').trim()
}
