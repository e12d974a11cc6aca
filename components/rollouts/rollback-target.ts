type Earlier = { number: number; version: number; state: string; blueprint: { id: string } }

/**
 * Where a rollout can return to: the version of the rollout before it that went well, of the same blueprint and of
 * another version. Null where it is the first.
 */
export function rollbackTarget(rollout: Earlier, all: readonly Earlier[]): number | null {
  const earlier = all
    .filter(
      (other) =>
        other.number < rollout.number &&
        other.blueprint.id === rollout.blueprint.id &&
        other.version !== rollout.version &&
        other.state === 'succeeded',
    )
    .sort((a, b) => b.number - a.number)
  return earlier[0]?.version ?? null
}
