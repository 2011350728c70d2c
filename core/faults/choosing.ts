/** How FIS is told which resources are meant: by their ARNs, or by a tag that they carry for the run. */
import { fault } from './catalogue.ts';
import { resourceType } from './resource-types.ts';
import { mostByArn } from './target-quotas.ts';

export type Choosing =
  | { readonly by: 'arns' }
  | { readonly by: 'tag' }
  /** FIS can be told of none, or of fewer. */
  | { readonly by: 'nothing'; readonly why: string };

/** The tagging API tags none of them, so that none can be marked for a run. Roles are found by ARN alone. */
const unmarked: ReadonlySet<string> = new Set([
  'arc:zonal-shift-managed-resource',
  'ec2:autoscaling-group',
  'eks:pod',
  'iam:role',
]);

/** @param count of resources that are meant, at least one */
export function choosingOf(action: string, key: string, count: number): Choosing {
  const target = fault(action)?.targets[key];
  if (!target) return { by: 'nothing', why: `${action} takes no target ${key}` };
  const { type, most = Number.POSITIVE_INFINITY } = target;
  const ways = target.chosenBy ?? resourceType(type)?.chosenBy ?? ['arns', 'tags'];
  if (count > most) return { by: 'nothing', why: `${action} takes ${most} of ${type}, and ${count} are chosen` };
  if (ways.includes('arns') && count <= mostByArn) return { by: 'arns' };
  if (ways.includes('tags') && !unmarked.has(type)) return { by: 'tag' };
  const why = ways.includes('arns')
    ? `FIS takes ${mostByArn} of type ${type} by their ARNs, and they cannot be tagged for a run: choose fewer with select`
    : `FIS finds resources of type ${type} neither by ARN nor by tag: squall export writes the template, to be started in FIS`;
  return { by: 'nothing', why };
}

/** Parameters of a target that say how it is hit, and not only which: FIS is told them of resources named one by one, too. */
export const saysHow: Readonly<Record<string, readonly string[]>> = {
  'elasticache:replicationgroup': ['availabilityZoneIdentifier'],
  'lambda:function': ['functionQualifier'],
};
