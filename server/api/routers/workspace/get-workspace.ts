import { everyTeamRole } from '@/server/accounts/roles'
import { readWorkspaceCounts } from '@/server/workspaces/read-workspace-counts'
import { teamProcedure } from '../../procedures'

export const getWorkspaceProcedure = teamProcedure(everyTeamRole).query(async ({ ctx: { tx, member, services } }) => ({
  slug: member.workspace.slug,
  name: member.workspace.name,
  role: member.role,
  engine: services.engine,
  /** False: runtimes are plain processes, fit for trying out and not for customers. */
  sealed: services.engine !== 'process',
  /** `http://{slug}.localhost:4380` */
  tenantUrlTemplate: services.tenantUrl,
  counts: await readWorkspaceCounts(tx),
}))
