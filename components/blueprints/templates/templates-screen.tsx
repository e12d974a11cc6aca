import { PageColumn, PageHeader } from '@/components/shell/page-header'
import { TemplateGallery } from './template-gallery'

export function TemplatesScreen({ workspace }: { workspace: string }) {
  return (
    <PageColumn>
      <PageHeader
        title="Templates"
        description="Working agents to begin with, each tested on the demo model. Change whatever you like."
        crumbs={[{ href: `/w/${workspace}/blueprints`, label: 'Blueprints' }]}
      />
      <h2 className="sr-only">All templates</h2>
      <TemplateGallery workspace={workspace} />
    </PageColumn>
  )
}
