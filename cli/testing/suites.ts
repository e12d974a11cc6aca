/** How a suite says what passed: by its exit code (one check each), or by a JSON report. */
export type Suite = {
  name: string
  needsDocker: boolean
  command: string
  words: readonly string[]
  report: 'exit-code' | 'vitest' | 'playwright'
}

const check = (name: string, command: string, words: readonly string[]): Suite => ({
  name,
  needsDocker: false,
  command,
  words,
  report: 'exit-code',
})

const vitest = (project: string, needsDocker: boolean): Suite => ({
  name: `${project} tests`,
  needsDocker,
  command: 'vitest',
  words: ['run', '--project', project],
  report: 'vitest',
})

/** In the order in which a mistake is found soonest. Format, lint and the arrows between folders are all Biome's. */
export const suites: readonly Suite[] = [
  check('format, lint, arrows', 'biome', ['ci', '--error-on-warnings', '.']),
  check('route types', 'next', ['typegen']),
  check('types', 'tsc', ['--noEmit']),
  check('unused code', 'knip', ['--no-progress']),
  check('build of runtime and servers', 'node', ['scripts/build.mjs', 'runtime', 'servers']),
  vitest('unit', false),
  vitest('process', false),
  vitest('db', false),
  vitest('docker', true),
  check('build of the app', 'node', ['scripts/build.mjs', 'web']),
  { name: 'browser tests', needsDocker: true, command: 'playwright', words: ['test'], report: 'playwright' },
]
