import { router } from './procedures'
import { meProcedure } from './routers/account/me'
import { setPasswordProcedure } from './routers/account/set-password'
import { countApprovalsProcedure } from './routers/approval/count-approvals'
import { decideApprovalProcedure } from './routers/approval/decide-approval'
import { listApprovalsProcedure } from './routers/approval/list-approvals'
import { listTenantApprovalsProcedure } from './routers/approval/list-tenant-approvals'
import { watchApprovalsProcedure } from './routers/approval/watch-approvals'
import { archiveBlueprintProcedure } from './routers/blueprint/archive-blueprint'
import { createBlueprintProcedure } from './routers/blueprint/create-blueprint'
import { findSubflowsProcedure } from './routers/blueprint/find-subflows'
import { getBlueprintProcedure } from './routers/blueprint/get-blueprint'
import { importBlueprintProcedure } from './routers/blueprint/import-blueprint'
import { listBlueprintsProcedure } from './routers/blueprint/list-blueprints'
import { listDraftAuthorsProcedure } from './routers/blueprint/list-draft-authors'
import { listDraftChangesProcedure } from './routers/blueprint/list-draft-changes'
import { listStartersProcedure } from './routers/blueprint/list-starters'
import { renameBlueprintProcedure } from './routers/blueprint/rename-blueprint'
import { saveDraftProcedure } from './routers/blueprint/save-draft'
import { sayHereProcedure } from './routers/blueprint/say-here'
import { submitChangesProcedure } from './routers/blueprint/submit-changes'
import { watchDraftProcedure } from './routers/blueprint/watch-draft'
import { listConnectionsProcedure } from './routers/connection/list-connections'
import { removeConnectionProcedure } from './routers/connection/remove-connection'
import { saveConnectionProcedure } from './routers/connection/save-connection'
import { testConnectionProcedure } from './routers/connection/test-connection'
import { getPortalProcedure } from './routers/portal/get-portal'
import { watchPortalProcedure } from './routers/portal/watch-portal'
import { getPreviewProcedure } from './routers/preview/get-preview'
import { tryDraftProcedure } from './routers/preview/try-draft'
import { getRolloutProcedure } from './routers/rollout/get-rollout'
import { listRolloutsProcedure } from './routers/rollout/list-rollouts'
import { planRolloutProcedure } from './routers/rollout/plan-rollout'
import { startRolloutProcedure } from './routers/rollout/start-rollout'
import { watchRolloutProcedure } from './routers/rollout/watch-rollout'
import { createTenantProcedure } from './routers/tenant/create-tenant'
import { deleteTenantProcedure } from './routers/tenant/delete-tenant'
import { getTenantProcedure } from './routers/tenant/get-tenant'
import { listIncidentsProcedure } from './routers/tenant/list-incidents'
import { listTenantsProcedure } from './routers/tenant/list-tenants'
import { readDocumentsAccessProcedure } from './routers/tenant/read-documents-access'
import { readUsageProcedure } from './routers/tenant/read-usage'
import { restartTenantProcedure } from './routers/tenant/restart-tenant'
import { setSlotValuesProcedure } from './routers/tenant/set-slot-values'
import { watchTenantProcedure } from './routers/tenant/watch-tenant'
import { watchTenantsProcedure } from './routers/tenant/watch-tenants'
import { clearTenantSecretProcedure } from './routers/tenant-secret/clear-tenant-secret'
import { listTenantSecretsProcedure } from './routers/tenant-secret/list-tenant-secrets'
import { setTenantSecretProcedure } from './routers/tenant-secret/set-tenant-secret'
import { diffVersionsProcedure } from './routers/version/diff-versions'
import { getVersionProcedure } from './routers/version/get-version'
import { listDraftsAsideProcedure } from './routers/version/list-drafts-aside'
import { listVersionsProcedure } from './routers/version/list-versions'
import { nameVersionProcedure } from './routers/version/name-version'
import { publishVersionProcedure } from './routers/version/publish-version'
import { putBackDraftProcedure } from './routers/version/put-back-draft'
import { restoreVersionProcedure } from './routers/version/restore-version'
import { addMemberProcedure } from './routers/workspace/add-member'
import { clearModelProviderProcedure } from './routers/workspace/clear-model-provider'
import { getModelProviderProcedure } from './routers/workspace/get-model-provider'
import { getWorkspaceProcedure } from './routers/workspace/get-workspace'
import { listMembersProcedure } from './routers/workspace/list-members'
import { removeMemberProcedure } from './routers/workspace/remove-member'
import { setModelProviderProcedure } from './routers/workspace/set-model-provider'

export const appRouter = router({
  account: router({
    me: meProcedure,
    setPassword: setPasswordProcedure,
  }),
  workspace: router({
    get: getWorkspaceProcedure,
    listMembers: listMembersProcedure,
    addMember: addMemberProcedure,
    removeMember: removeMemberProcedure,
    getModelProvider: getModelProviderProcedure,
    setModelProvider: setModelProviderProcedure,
    clearModelProvider: clearModelProviderProcedure,
  }),
  blueprint: router({
    list: listBlueprintsProcedure,
    listStarters: listStartersProcedure,
    create: createBlueprintProcedure,
    import: importBlueprintProcedure,
    findSubflows: findSubflowsProcedure,
    get: getBlueprintProcedure,
    saveDraft: saveDraftProcedure,
    submitChanges: submitChangesProcedure,
    listDraftChanges: listDraftChangesProcedure,
    listDraftAuthors: listDraftAuthorsProcedure,
    sayHere: sayHereProcedure,
    watchDraft: watchDraftProcedure,
    rename: renameBlueprintProcedure,
    archive: archiveBlueprintProcedure,
  }),
  version: router({
    publish: publishVersionProcedure,
    list: listVersionsProcedure,
    get: getVersionProcedure,
    diff: diffVersionsProcedure,
    setName: nameVersionProcedure,
    restore: restoreVersionProcedure,
    listDraftsAside: listDraftsAsideProcedure,
    putBackDraft: putBackDraftProcedure,
  }),
  preview: router({
    get: getPreviewProcedure,
    tryDraft: tryDraftProcedure,
  }),
  tenant: router({
    list: listTenantsProcedure,
    get: getTenantProcedure,
    create: createTenantProcedure,
    setSlotValues: setSlotValuesProcedure,
    restart: restartTenantProcedure,
    delete: deleteTenantProcedure,
    listIncidents: listIncidentsProcedure,
    usage: readUsageProcedure,
    documents: readDocumentsAccessProcedure,
    watch: watchTenantProcedure,
    watchAll: watchTenantsProcedure,
  }),
  rollout: router({
    plan: planRolloutProcedure,
    start: startRolloutProcedure,
    list: listRolloutsProcedure,
    get: getRolloutProcedure,
    watch: watchRolloutProcedure,
  }),
  connection: router({
    list: listConnectionsProcedure,
    save: saveConnectionProcedure,
    remove: removeConnectionProcedure,
    test: testConnectionProcedure,
  }),
  tenantSecret: router({
    list: listTenantSecretsProcedure,
    set: setTenantSecretProcedure,
    clear: clearTenantSecretProcedure,
  }),
  approval: router({
    list: listApprovalsProcedure,
    listForTenant: listTenantApprovalsProcedure,
    count: countApprovalsProcedure,
    decide: decideApprovalProcedure,
    watch: watchApprovalsProcedure,
  }),
  portal: router({
    get: getPortalProcedure,
    watch: watchPortalProcedure,
  }),
})

export type AppRouter = typeof appRouter
