import { branch, branchConditionPorts, elsePort } from '@/domain/blueprint/block-kinds/branch'
import { evaluateCondition, parseCondition } from '@/domain/blueprint/conditions'
import { defineRunner } from '../define-runner'

/** The first condition that holds wins. */
export const branchRunner = defineRunner(branch, (config) => {
  const ports = branchConditionPorts(config)
  const conditions = config.conditions.map(({ name, when }, index) => ({
    name,
    condition: parseCondition(when),
    port: ports[index]?.name ?? elsePort.name,
  }))
  return {
    async run({ scope }) {
      const taken = conditions.find(({ condition }) => evaluateCondition(condition, scope))
      return { port: taken?.port ?? elsePort.name, output: { branch: taken?.name ?? elsePort.label } }
    },
  }
})
