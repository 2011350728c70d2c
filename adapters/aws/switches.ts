/** The kill switch: parameters below one SSM path, each a raised switch. */
import {
  DeleteParameterCommand,
  type ParameterHistory,
  PutParameterCommand,
  paginateGetParameterHistory,
  paginateGetParametersByPath,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import type { Switch, SwitchChange, Switches } from '../../core/ports/switches.ts';
import { nameOf, type SwitchLog } from './dynamodb-switch-log.ts';
import { failureOf, isFailure } from './errors.ts';
import { pathOf, scopeOf } from './switch-paths.ts';

type Standing = Pick<ParameterHistory, 'Name' | 'Value' | 'LastModifiedDate' | 'LastModifiedUser'>;

/**
 * In an emergency `aws ssm put-parameter --name <root>/all --type String --value "<why>"`
 * raises one too: a value that is not ours is its reason.
 *
 * A parameter carries who raised it, when and why, and SSM keeps its earlier values (a
 * hundred) until it is deleted. That is the audit list until `log` has it as well, which
 * happens at once if it can, and before the parameter is deleted in any case.
 * @param untidy is told when the log could not be written; the switch stands all the same
 */
export function awsSwitches(
  ssm: SSMClient,
  root: string,
  log: SwitchLog,
  untidy: (error: unknown) => void = () => {},
): Switches {
  async function standing(): Promise<readonly Standing[]> {
    const found: Standing[] = [];
    const asked = { Path: root, Recursive: true };
    for await (const { Parameters = [] } of paginateGetParametersByPath({ client: ssm, pageSize: 10 }, asked))
      found.push(...Parameters);
    return found;
  }

  /** Empty for one that was deleted meanwhile. */
  async function raisings({ Name }: Standing): Promise<readonly SwitchChange[]> {
    const found: SwitchChange[] = [];
    try {
      for await (const { Parameters = [] } of paginateGetParameterHistory({ client: ssm, pageSize: 50 }, { Name }))
        found.push(...Parameters.map((value) => ({ action: 'raised' as const, ...raisedBy(value, root) })));
      return found;
    } catch (error) {
      const failure = failureOf(error, 'GetParameterHistory');
      if (isFailure(failure, 'NotFound')) return [];
      throw failure;
    }
  }

  return {
    async raised() {
      return (await standing())
        .map((parameter) => raisedBy(parameter, root))
        .sort((a, b) => (a.scope < b.scope ? -1 : 1));
    },

    async raise(raised) {
      const { scope, ...Value } = raised;
      const how = { Type: 'String', Overwrite: true } as const;
      await ssm.send(new PutParameterCommand({ Name: pathOf(root, scope), Value: JSON.stringify(Value), ...how }));
      await log.keep([{ action: 'raised', ...raised }]).catch(untidy);
    },

    async lower(lowered) {
      const own = (await standing()).filter(({ Name = '' }) => scopeOf(root, Name) === lowered.scope);
      if (own.length === 0) return false;
      for (const parameter of own) await log.keep(await raisings(parameter));
      await log.keep([{ action: 'lowered', ...lowered }]);
      for (const { Name } of own) await remove(ssm, Name);
      return true;
    },

    async audit() {
      const own = (await Promise.all((await standing()).map(raisings))).flat();
      const changes = new Map([...own, ...(await log.read())].map((change) => [nameOf(change), change]));
      return [...changes.values()].sort((a, b) => b.at - a.at || (a.action < b.action ? -1 : 1));
    },
  };
}

/** Idempotent. */
async function remove(ssm: SSMClient, Name: string | undefined): Promise<void> {
  try {
    await ssm.send(new DeleteParameterCommand({ Name }));
  } catch (error) {
    const failure = failureOf(error, 'DeleteParameter');
    if (!isFailure(failure, 'NotFound')) throw failure;
  }
}

/** Who typed a value that is not ours is SSM's word, where it says. */
function raisedBy({ Name = '', Value = '', LastModifiedDate, LastModifiedUser }: Standing, root: string): Switch {
  const scope = scopeOf(root, Name);
  const by = LastModifiedUser ?? 'someone';
  const stands = { scope, by, reason: Value, at: LastModifiedDate?.getTime() ?? 0 };
  try {
    const ours: Partial<Switch> = JSON.parse(Value) ?? {};
    if (typeof ours.by !== 'string' || typeof ours.reason !== 'string') return stands;
    return {
      scope,
      by: ours.by,
      reason: ours.reason,
      at: typeof ours.at === 'number' ? ours.at : stands.at,
      ...(ours.proof === 'sts' && { proof: ours.proof }),
    };
  } catch {
    return stands;
  }
}
