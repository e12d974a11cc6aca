'use client'

import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'
import { QueryView } from '@/components/shell/query-view'
import { useTRPC } from '@/components/trpc/client'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { PasswordForm } from './password-form'
import { SignOutButton } from './sign-out-button'

export function AccountScreen() {
  const trpc = useTRPC()
  const me = useQuery(trpc.account.me.queryOptions())
  return (
    <main className="mx-auto flex w-full max-w-lg flex-col gap-6 px-4 py-10">
      <Link href="/" className="inline-flex items-center gap-1.5 self-start text-muted hover:text-text hover:underline">
        <ArrowLeft className="size-4" aria-hidden />
        Back
      </Link>
      <QueryView query={me} what="your account" heading="Account">
        {({ user, hasPassword }) => (
          <>
            <header className="flex flex-wrap items-center justify-between gap-3">
              <div>
                <h1 className="font-semibold text-xl">{user.name}</h1>
                <p className="text-muted">{user.email}</p>
              </div>
              <SignOutButton />
            </header>
            <Card>
              <CardHeader
                title={hasPassword ? 'Change your password' : 'Choose a password'}
                description={
                  hasPassword
                    ? undefined
                    : 'You came by a one-time link. With a password you can come back by yourself.'
                }
              />
              <CardBody>
                <PasswordForm email={user.email} hasPassword={hasPassword} />
              </CardBody>
            </Card>
          </>
        )}
      </QueryView>
    </main>
  )
}
