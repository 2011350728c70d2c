/**
 * What the platform's own functions may do to resources of others: what the catalogue says
 * that our actions need, phase by phase, and what FIS leaves for us to put right. Nothing
 * else is written here, so that a fault that is added is granted what it says, and no more.
 * `regions` are those beside the stack's own that faults may be in.
 */
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { NeedPhase } from '../../../core/faults/need.ts';
import { type PolicyStatement as Allowed, policyOfAny } from '../../../core/plan/role-policy.ts';
import { statementsOf } from './faults.ts';

/** `inject` for who starts, `observe` for who looks, `undo` for who stops or puts back: none of them does another's work. */
export const ownStatements = (
  scope: Construct,
  stage: string,
  phase: NeedPhase,
  regions: readonly string[] = [],
): readonly PolicyStatement[] =>
  nameless(
    statementsOf(scope, together(policyOfAny({ provider: 'squall', phase })), { stage, regions: all(scope, regions) }),
  );

/** Putting right what FIS does not: instances that were stopped for good are started, with their encrypted volumes. */
export const leftStatements = (
  scope: Construct,
  stage: string,
  regions: readonly string[] = [],
): readonly PolicyStatement[] =>
  nameless(statementsOf(scope, policyOfAny({ phase: 'undo' }), { stage, regions: all(scope, regions) }));

/**
 * Statements under one condition are one, since no action reaches the resources of another
 * service, and so are those of the same bare actions: a boundary takes 6,144 characters.
 */
const together = (statements: readonly Allowed[]): readonly Allowed[] =>
  [
    ...Map.groupBy(statements, ({ actions, conditions }) =>
      Object.keys(conditions).length === 0 ? actions.join() : JSON.stringify(conditions),
    ).values(),
  ].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const every = <T>(of: (each: Allowed) => readonly T[]) => [...new Set(own.flatMap(of))];
    return [{ ...first, actions: every(({ actions }) => actions), resources: every(({ resources }) => resources) }];
  });

/** A function has several of these, and no two statements of a policy may share a name. */
const nameless = (statements: readonly PolicyStatement[]): readonly PolicyStatement[] =>
  statements.map(({ actions, resources, conditions }) => new PolicyStatement({ actions, resources, conditions }));

const all = (scope: Construct, beside: readonly string[]): readonly string[] => [Stack.of(scope).region, ...beside];
