import { judgeCgroupLimit } from './cgroup-limit'
import type { Guard } from './guard'

export const memoryLimit: Guard = ({ readText }) =>
  judgeCgroupLimit(readText, ['/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/memory/memory.limit_in_bytes'])
