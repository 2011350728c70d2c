/** Whom a monkey may hit: groups of instances, tasks or nodes, and those that it leaves alone. */
import * as z from 'zod/mini';
import { tags, text } from '../../experiment/schema/scalars.ts';
import { chance } from './chance.ts';

const patterns = z.array(text).check(z.minLength(1));

/** What makes a group narrower than everything in the account. `*` in a name stands for any letters. */
const where = z.strictObject({
  /** Of each member, and of a node group itself. */
  tags: z.optional(tags),
  /** Of the group: its own name, or the values of its tags. */
  names: z.optional(patterns),
  /** Twelve digits each. Default: the account of the platform. */
  accounts: z.optional(
    z
      .array(text.check(z.regex(/^\d{12}$/, { error: 'an account id of twelve digits, in quotes' })))
      .check(z.minLength(1)),
  ),
  /** Default: the Region of the platform. */
  regions: z.optional(z.array(text).check(z.minLength(1))),
});

const ofAll = {
  where: z.optional(where),
  /** In place of the monkey's own. */
  chance: z.optional(chance),
  /** Its kills are planned and recorded, and never carried out. */
  leashed: z.optional(z.boolean()),
};

export const grouping = z.discriminatedUnion('by', [
  /** Instances of each Auto Scaling group. */
  z.strictObject({ by: z.literal('auto-scaling-group'), ...ofAll }),
  /** Tasks of each service of ECS. */
  z.strictObject({ by: z.literal('ecs-service'), ...ofAll }),
  /** Nodes of each managed node group of EKS. */
  z.strictObject({ by: z.literal('eks-nodegroup'), ...ofAll }),
  /** Whatever bears the same values of these tags, such as app, stack and cluster. */
  z.strictObject({
    by: z.literal('tag'),
    keys: z.array(text).check(z.minLength(1), z.maxLength(5)),
    /** Default: instances. */
    type: z.optional(z.enum(['ec2:instance', 'ecs:task'])),
    /** False: one group over all Regions of an account, of which one kill hits one Region. Default true. */
    regionsAreIndependent: z.optional(z.boolean()),
    ...ofAll,
  }),
]);

/** All that it names must fit; `*` stands for any letters. */
export const pattern = z.strictObject({
  group: z.optional(text),
  account: z.optional(text),
  region: z.optional(text),
  tags: z.optional(tags),
  because: z.optional(text),
});

export type Grouping = z.infer<typeof grouping>;
export type Pattern = z.infer<typeof pattern>;
