import type { StepHook } from '../engine-steps'
import type { Engine, RuntimeRequest } from '../port'

export type EngineChoice = { installation?: string; onStep?: StepHook }

/** What the contract needs around an engine: a world that outlives engine objects, and hands inside it. */
export type EngineHarness = {
  /** A fresh engine object on the same world, as after a restart of the controller. */
  engine(choice?: EngineChoice): Engine
  /** Well-formed, and not on this engine. */
  missingImage: string
  request(differing?: Partial<RuntimeRequest>): RuntimeRequest
  /** How many of this runtime really exist, asked of the world and not of an engine. */
  count(runtimeId: string): Promise<number>
  /** Changes with each new process of the runtime; waits until it is up. */
  processOf(runtimeId: string, notBefore?: string): Promise<string>
  writeData(runtimeId: string, text: string): Promise<void>
  readData(runtimeId: string): Promise<string | null>
  hasDoors(runtimeId: string): Promise<boolean>
  makeExit(runtimeId: string, code: number): Promise<void>
  exhaustMemory(runtimeId: string): Promise<void>
  /** Cuts the stream of events under a listening engine; `null` where there is none to cut. */
  cutEventStream: (() => Promise<void>) | null
  dispose(): Promise<void>
}
