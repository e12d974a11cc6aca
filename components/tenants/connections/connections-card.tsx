'use client'

import { QueryView } from '@/components/shell/query-view'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { skills } from '@/domain/skills/catalog'
import { ConnectionRow } from './connection-row'
import { type Place, useConnections } from './use-connections'

/** The whole catalog, what this tenant's version has a use for first. */
export function ConnectionsCard(place: Place) {
  const query = useConnections(place)
  return (
    <Card>
      <CardHeader
        title="Connections"
        description="Where the agent may act in this tenant’s name. Keys are sealed and stay outside its environment."
      />
      <CardBody>
        <QueryView query={query} what="the connections">
          {({ connections, used }) => (
            <>
              {connections.length === 0 && (
                <p className="pb-2 text-muted">
                  {used.length === 0
                    ? 'Nothing is connected, and this version needs nothing.'
                    : 'Nothing is connected yet. Blocks that need a connection go on at “On error” until there is one.'}
                </p>
              )}
              <ul className="divide-y divide-border">
                {[...skills]
                  .sort((a, b) => Number(used.includes(b.name)) - Number(used.includes(a.name)))
                  .map((skill) => (
                    <ConnectionRow
                      key={skill.name}
                      place={place}
                      skill={skill}
                      used={used.includes(skill.name)}
                      connection={connections.find((connection) => connection.skill === skill.name)}
                    />
                  ))}
              </ul>
            </>
          )}
        </QueryView>
      </CardBody>
    </Card>
  )
}
