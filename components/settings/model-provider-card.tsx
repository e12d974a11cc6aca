'use client'

import { useQuery } from '@tanstack/react-query'
import { FlaskConical } from 'lucide-react'
import { QueryView } from '@/components/shell/query-view'
import { useTRPC } from '@/components/trpc/client'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { RelativeTime } from '@/components/ui/relative-time'
import { ModelProviderForm } from './model-provider-form'

export function ModelProviderCard({ workspace, owner }: { workspace: string; owner: boolean }) {
  const trpc = useTRPC()
  const query = useQuery(trpc.workspace.getModelProvider.queryOptions({ workspace }))
  return (
    <Card>
      <CardHeader title="Model provider" description="Who answers when a block asks a model." />
      <CardBody className="flex flex-col gap-4">
        <QueryView query={query} what="the model provider">
          {(provider) => (
            <>
              {provider.configured ? (
                <p>
                  <strong className="font-medium">{provider.defaultModel}</strong> at{' '}
                  <code className="break-all font-mono text-xs">{provider.baseUrl}</code>
                  <span className="text-muted">
                    {provider.price !== null &&
                      `, $${provider.price.input} in and $${provider.price.output} out for a million tokens`}
                    , set <RelativeTime at={provider.updatedAt} />
                  </span>
                </p>
              ) : (
                <DemoModelNotice />
              )}
              {owner ? (
                <ModelProviderForm workspace={workspace} provider={provider} />
              ) : (
                <p className="text-muted">An owner can change it.</p>
              )}
            </>
          )}
        </QueryView>
      </CardBody>
    </Card>
  )
}

function DemoModelNotice() {
  return (
    <div className="flex items-start gap-2.5 rounded-lg bg-info-soft px-4 py-3">
      <FlaskConical className="mt-0.5 size-4 shrink-0 text-info" aria-hidden />
      <p>
        <strong className="font-medium text-info">The demo model answers.</strong> It is built in, needs no key and
        follows simple instructions, so that you can try everything. Its answers are labelled as such. For real ones,
        name a provider.
      </p>
    </div>
  )
}
