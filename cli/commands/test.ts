import type { Arguments } from '../arguments'
import { say } from '../terminal/progress'
import { prepareTestTools } from '../testing/prepare-test-tools'
import { runSuite, type SuiteResult } from '../testing/run-suite'
import { suites } from '../testing/suites'

/** Installs what the tests need, runs everything, and ends with one line: `N passed, M failed`. */
export async function test(words: Arguments): Promise<number> {
  const docker = !words['without-docker']
  await prepareTestTools({ docker })
  const results: SuiteResult[] = []
  for (const suite of suites.filter((one) => docker || !one.needsDocker)) results.push(await runSuite(suite))
  if (!docker) say('! Left out by --without-docker: everything that is promised about containers')
  const passed = results.reduce((sum, result) => sum + result.passed, 0)
  const failed = results.reduce((sum, result) => sum + result.failed, 0)
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  return failed === 0 && passed > 0 ? 0 : 1
}
