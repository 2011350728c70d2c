/** Secrets that drills look for where users are sent, and those at home that they may be copies of, as policies name them. */
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';

/**
 * ARNs, sorted. Secrets Manager ends each with six characters of its own making, and a
 * question mark stands for one character.
 * @param account whose secrets. @param home the platform's own, which a drill means that names none
 */
export function secretsOf(
  scope: Construct,
  experiments: readonly Pick<Experiment, 'drill'>[],
  account: string,
  home: string,
): readonly string[] {
  const { partition } = Stack.of(scope);
  const named = experiments.flatMap(({ drill }) => {
    const { secrets = [], account: theirs = home } = drill?.preChecks?.present ?? {};
    if (theirs !== account) return [];
    const from = drill && 'region' in drill.evacuate ? [drill.evacuate.region] : [];
    return [...(drill?.into ?? []), ...from].flatMap((region) =>
      secrets.map((name) => `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}-??????`),
    );
  });
  return [...new Set(named)].sort();
}
