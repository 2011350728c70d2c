/** A group as a monkey sees it: what is hit is one of its members. */
import type { Resource } from '../ports/resources.ts';
import type { Grouping } from './schema/groups.ts';

/** Any `Resource` will do. */
export type Member = Pick<Resource, 'id' | 'name' | 'region' | 'zone' | 'tags' | 'healthy'>;

/** A group by itself, without what it holds now. */
export interface GroupName {
  /** Draws and histories hang on it: `auto-scaling-group/123456789012/eu-central-1/web`. */
  readonly id: string;
  readonly by: Grouping['by'];
  readonly name: string;
  readonly account: string;
  /** Missing for one that lies over several Regions. */
  readonly region?: string;
  /** FIS resource type of its members. */
  readonly type: 'ec2:instance' | 'ecs:task';
  /** Of ECS or EKS. */
  readonly cluster?: string;
  /** ARN of the node group. */
  readonly resource?: string;
  /** Tags that every member bears: what makes the group, and what it was narrowed by. */
  readonly tags: Readonly<Record<string, string>>;
  /** As its members say by the tags `resilience:owner` and `resilience:service`. */
  readonly owner?: string;
  readonly service?: string;
  /** Which of the definition's `groups` it is one of, from 0. */
  readonly grouping: number;
}

export interface Group extends GroupName {
  /** Sorted by id, healthy or not, opted in or not. */
  readonly members: readonly Member[];
  /** Of a node group, whose owner opts in for all of its nodes: whether it is. Missing: each member for itself. */
  readonly optedIn?: boolean;
}

export const nameOnly = ({ members: _, optedIn: __, ...name }: Group): GroupName => name;
