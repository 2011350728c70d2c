/** How FIS is told which resources are meant: by their ARNs, or by a tag that they carry for the run. */
import { fault } from './catalogue.ts';
import { resourceType } from './resource-types.ts';
import { mostByArn } from './target-quotas.ts';

export type Choosing =
  | { readonly by: 'arns' }
  | { readonly by: 'tag' }
  /** FIS can be told of none, or of fewer. */
  | { readonly by: 'nothing'; readonly why: string };

/**
 * None of them can be marked for a run. Groups and pods the tagging API does not tag, and roles it
 * does not find. Tags of buckets are written as a whole, those of others with them, and no policy
 * holds that to the opt-in. Of clusters of DSQL and MemoryDB it is not known that the tagging API tags them.
 */
const unmarked: ReadonlySet<string> = new Set([
  'arc:zonal-shift-managed-resource',
  'dsql:cluster',
  'ec2:autoscaling-group',
  'eks:pod',
  'iam:role',
  'memorydb:multi-region-cluster',
  's3:bucket',
]);

/** Whether a run may put its tag on resources of a type. What may is granted in `lib/constructs/permissions/marks.ts`. */
export const canMark = (type: string): boolean =>
  !unmarked.has(type) && (resourceType(type)?.chosenBy ?? []).includes('tags');

/** Whether any target of the action can be found by a tag of the run. An action that is not known here is not judged. */
export function findsByTag(action: string): boolean {
  const targets = Object.values(fault(action)?.targets ?? {});
  const byTag = ({ type, chosenBy }: (typeof targets)[number]) =>
    canMark(type) && (chosenBy === undefined || chosenBy.includes('tags'));
  return targets.length === 0 || targets.some(byTag);
}

/** @param count of resources that are meant, at least one */
export function choosingOf(action: string, key: string, count: number): Choosing {
  const target = fault(action)?.targets[key];
  if (!target) return { by: 'nothing', why: `${action} takes no target ${key}` };
  const { type, most = Number.POSITIVE_INFINITY } = target;
  const ways = target.chosenBy ?? resourceType(type)?.chosenBy ?? ['arns', 'tags'];
  if (count > most) return { by: 'nothing', why: `${action} takes ${most} of ${type}, and ${count} are chosen` };
  if (ways.includes('arns') && count <= mostByArn) return { by: 'arns' };
  if (ways.includes('tags') && canMark(type)) return { by: 'tag' };
  const why = ways.includes('arns')
    ? `FIS takes ${mostByArn} of type ${type} by their ARNs, and they cannot be tagged for a run: choose fewer with select`
    : ways.includes('tags')
      ? `FIS finds resources of type ${type} by their tags alone, and they cannot be tagged for a run: squall export writes the template, to be started in FIS`
      : `FIS finds resources of type ${type} neither by ARN nor by tag: squall export writes the template, to be started in FIS`;
  return { by: 'nothing', why };
}

/** Parameters of a target that say how it is hit, and not only which: FIS is told them of resources named one by one, too. */
export const saysHow: Readonly<Record<string, readonly string[]>> = {
  'elasticache:replicationgroup': ['availabilityZoneIdentifier'],
  'lambda:function': ['functionQualifier'],
};
