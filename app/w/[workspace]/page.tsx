import { redirect } from 'next/navigation'

type WorkspacePageProps = { params: Promise<{ workspace: string }> }

export default async function WorkspacePage({ params }: WorkspacePageProps) {
  redirect(`/w/${(await params).workspace}/blueprints`)
}
