/** Managed node groups of EKS: the machines that pods of a cluster stand on. */
import * as z from 'zod/mini';
import { fixedDuration, id, tags, text } from '../experiment/schema/scalars.ts';
import { count, positive } from './scalars.ts';

export const nodeGroup = z.strictObject({
  id,
  /** Of services with `runsAs: { kind: eks-pods, cluster }` in the same Region: their pods stand on its nodes from now on. */
  cluster: id,
  /** Default: that of its zones, or else the first. */
  region: z.optional(text),
  tags: z.optional(tags),
  /** Default: every zone of its Region. */
  zones: z.optional(z.array(text).check(z.minLength(1))),
  capacity: z.strictObject({ desired: positive, min: count, max: positive }),
  node: z.strictObject({
    type: z.optional(text),
    /** Pods of the world's services that one has room for. */
    pods: positive,
  }),
  replacement: z.strictObject({
    /** From a node's death to the group's noticing. */
    detection: fixedDuration,
    /** From the decision to a running instance. */
    launch: fixedDuration,
    /** From running to a node that takes pods: its kubelet, its network, its daemons. */
    join: fixedDuration,
  }),
});

export type NodeGroup = z.infer<typeof nodeGroup>;
