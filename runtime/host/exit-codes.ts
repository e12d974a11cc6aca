/** How a runtime ends by its own will. After sysexits.h, so that an engine's log can be read. */
export const exitCodes = {
  drained: 0,
  /** EX_USAGE: the boot environment is not usable. */
  badBootEnv: 64,
  /** EX_DATAERR: the store cannot be opened. */
  dataCorrupt: 65,
  /** EX_UNAVAILABLE: the broker did not hand out the store key in time. */
  notReady: 69,
  /** EX_SOFTWARE: a defect of ours. */
  internal: 70,
  /** EX_CONFIG: a wall of the sandbox is missing. */
  guardFailed: 78,
} as const
