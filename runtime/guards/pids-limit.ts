import { judgeCgroupLimit } from './cgroup-limit'
import type { Guard } from './guard'

export const pidsLimit: Guard = ({ readText }) =>
  judgeCgroupLimit(readText, ['/sys/fs/cgroup/pids.max', '/sys/fs/cgroup/pids/pids.max'])
