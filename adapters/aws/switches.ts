/** The kill switch: parameters below one SSM path, each a raised switch. */
import {
  DeleteParameterCommand,
  type Parameter,
  PutParameterCommand,
  paginateGetParametersByPath,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import type { Switch, Switches } from '../../core/ports/switches.ts';
import { failureOf, isFailure } from './errors.ts';
import { pathOf, scopeOf } from './switch-paths.ts';

/**
 * In an emergency `aws ssm put-parameter --name <root>/all --type String --value "<why>"`
 * raises one too: a value that is not ours is its reason.
 */
export const awsSwitches = (ssm: SSMClient, root: string): Switches => ({
  async raised() {
    const found: Parameter[] = [];
    const asked = { Path: root, Recursive: true };
    for await (const { Parameters = [] } of paginateGetParametersByPath({ client: ssm, pageSize: 10 }, asked))
      found.push(...Parameters);
    return found.map((parameter) => raisedBy(parameter, root)).sort((a, b) => (a.scope < b.scope ? -1 : 1));
  },
});

/** Raised again, the newer reason stands. */
export async function raiseSwitch(ssm: SSMClient, root: string, { scope, by, reason, at }: Switch): Promise<void> {
  const Value = JSON.stringify({ by, reason, at });
  await ssm.send(new PutParameterCommand({ Name: pathOf(root, scope), Value, Type: 'String', Overwrite: true }));
}

/** Idempotent. */
export async function lowerSwitch(ssm: SSMClient, root: string, scope: Switch['scope']): Promise<void> {
  try {
    await ssm.send(new DeleteParameterCommand({ Name: pathOf(root, scope) }));
  } catch (error) {
    const failure = failureOf(error, 'DeleteParameter');
    if (!isFailure(failure, 'NotFound')) throw failure;
  }
}

function raisedBy({ Name = '', Value = '', LastModifiedDate }: Parameter, root: string): Switch {
  const scope = scopeOf(root, Name);
  const stands = { scope, by: 'someone', reason: Value, at: LastModifiedDate?.getTime() ?? 0 };
  try {
    const { by, reason, at }: Partial<Switch> = JSON.parse(Value) ?? {};
    if (typeof by !== 'string' || typeof reason !== 'string') return stands;
    return { ...stands, by, reason, ...(typeof at === 'number' && { at }) };
  } catch {
    return stands;
  }
}
