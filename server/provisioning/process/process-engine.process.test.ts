import { describeEngineContract } from '../contract-suite'
import { makeProcessHarness } from '../testing/process-harness'

describeEngineContract('process', makeProcessHarness)
