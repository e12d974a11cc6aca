import { describeEngineContract } from '../contract-suite'
import { makeDockerHarness } from '../testing/docker-harness'

describeEngineContract('docker', makeDockerHarness)
