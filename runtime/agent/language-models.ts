import type { LanguageModel } from 'ai'
import type { BrokerClient } from '../doors/broker-client'

export type LanguageModels = (name: string) => Promise<LanguageModel>

/** Calls are made under the manifest of the bundle with this digest. What speaks to models is loaded at the first use. */
export function createLanguageModels(broker: BrokerClient, bundleDigest: string): LanguageModels {
  return async (name) => {
    const { openBrokerModel } = await import('./broker-model')
    return openBrokerModel(broker, bundleDigest, name)
  }
}
