'use client'

import { QueryView } from '@/components/shell/query-view'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { type Audience, audienceWords } from './audience'
import { DocumentsPanel } from './documents-panel'
import { useDocumentsAccess } from './use-documents'

type DocumentsCardProps = { workspace: string; tenant: string; audience: Audience }

/** What the agent looks things up in: seen, added and deleted at the tenant's own address. */
export function DocumentsCard({ workspace, tenant, audience }: DocumentsCardProps) {
  const query = useDocumentsAccess(workspace, tenant)
  const words = audienceWords[audience]
  const mayUpload = audience === 'team' || query.data?.searched !== false
  return (
    <Card>
      <CardHeader title="Documents" description={mayUpload && words.description} />
      <CardBody>
        <QueryView query={query} what="the documents">
          {({ key, ...access }) =>
            key === null ? (
              <p role="status" className="text-muted">
                {words.noKey}
              </p>
            ) : (
              <DocumentsPanel access={{ ...access, key }} mayUpload={mayUpload} audience={audience} />
            )
          }
        </QueryView>
      </CardBody>
    </Card>
  )
}
