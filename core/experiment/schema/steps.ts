/** What is broken: targets, and the steps that act on them. */
import * as z from 'zod/mini';
import { duration, localName, number, percent, reference, tags, text } from './scalars.ts';

export const selection = z.union([
  z.strictObject({ all: z.literal(true) }),
  z.strictObject({ count: z.union([z.int().check(z.gte(1)), reference]) }),
  z.strictObject({ percent }),
]);

export const target = z.strictObject({
  type: text.check(z.regex(/^[a-z0-9-]+:[a-z0-9-]+$/, { error: 'a resource type such as ec2:instance' })),
  where: z.strictObject({
    tags: z.optional(tags),
    ids: z.optional(z.array(text).check(z.minLength(1))),
    names: z.optional(z.array(text).check(z.minLength(1))),
    zone: z.optional(text),
    region: z.optional(text),
    account: z.optional(text),
    /** FIS filters: Pascal-case path into the Describe output, to allowed values. */
    filters: z.optional(z.record(z.string(), z.array(z.string()))),
    /** Parameters of the resource type, as FIS names them: the cluster of tasks, the namespace of pods. Its zone is `zone`. */
    parameters: z.optional(z.record(z.string(), text)),
  }),
  /** Default: all. */
  select: z.optional(selection),
  /** A name that the seed's order is drawn by, instead of the target's own: of targets that share one, the smaller is part of the larger. */
  drawnAs: z.optional(localName),
});

const parameterValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]);

export const undo = z.union([
  z.literal('auto'),
  z.strictObject({ irreversible: text }),
  z.strictObject({
    steps: z.array(z.strictObject({ action: text, with: z.optional(z.record(z.string(), parameterValue)) })),
  }),
]);

/** What a step waits for: alarms that say so, people who say so, or time. */
export const awaited = z.union([
  z.strictObject({
    /** One of them is enough. */
    alarms: z.array(text).check(z.minLength(1), z.maxLength(5)),
    /** Default ALARM. */
    state: z.optional(z.enum(['ALARM', 'OK'])),
    within: duration,
    /** When it has not come about by then. Default `end`: the run ends there, and is taken back. */
    otherwise: z.optional(z.enum(['end', 'go-on'])),
  }),
  z.strictObject({
    /** Given by people other than the starter while the run waits. */
    approvals: z.int().check(z.gte(1), z.lte(10)),
    within: duration,
    otherwise: z.optional(z.enum(['end', 'go-on'])),
  }),
  z.strictObject({ time: duration }),
]);

export const step = z.strictObject({
  id: localName,
  title: z.optional(text),
  action: z.optional(text),
  /** An existing FIS template, run under our guardrails, instead of an action. */
  fisTemplate: z.optional(text.check(z.regex(/^EXT[A-Za-z0-9]+$/, { error: 'an FIS template id such as EXT1abc' }))),
  targets: z.optional(z.record(z.string(), localName)),
  with: z.optional(z.record(z.string(), parameterValue)),
  undo: z.optional(undo),
  /** Ids of the steps that must have settled first. Default: the step before. Empty: at once. */
  after: z.optional(z.array(localName)),
  /** It stands until the run is over: the steps after it begin once it has begun. */
  stands: z.optional(z.boolean()),
  /** It moves users' traffic, capacity or data elsewhere: undone last, once what it moved them away from is whole again. */
  moves: z.optional(z.boolean()),
  /** Instead of an action: the steps after it begin once this has come about. Nothing is changed. */
  await: z.optional(awaited),
  /** What the step goes up to, such as "250 ms": it is taken only while the hypothesis has held at the rungs before it. */
  rung: z.optional(text.check(z.maxLength(60))),
});

/** Every step once for each value of a parameter, one rung after the other, while the hypothesis holds. */
export const escalation = z.strictObject({
  parameter: localName,
  /** In the order of the rungs, each further than the one before. */
  through: z.array(z.number()).check(z.minLength(2), z.maxLength(10)),
  /** For people: ms, %. */
  unit: z.optional(text.check(z.maxLength(20))),
});

const parameter = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('zone'),
    default: z.optional(text),
    /** How a random one is drawn. `alternate`: that which runs of this experiment have hit longest ago. Default any. */
    draw: z.optional(z.enum(['any', 'alternate'])),
    title: z.optional(text),
  }),
  z.strictObject({ type: z.literal('region'), default: z.optional(text), title: z.optional(text) }),
  z.strictObject({
    type: z.literal('string'),
    default: z.optional(z.string()),
    oneOf: z.optional(z.array(z.string())),
    title: z.optional(text),
  }),
  z.strictObject({
    type: z.literal('number'),
    default: z.optional(z.number()),
    min: z.optional(z.number()),
    max: z.optional(z.number()),
    title: z.optional(text),
  }),
  z.strictObject({ type: z.literal('boolean'), default: z.optional(z.boolean()), title: z.optional(text) }),
  z.strictObject({
    type: z.literal('duration'),
    default: z.optional(duration),
    min: z.optional(duration),
    max: z.optional(duration),
    title: z.optional(text),
  }),
]);

export const parameters = z.record(localName, parameter);
export const control = z.strictObject({
  where: z.strictObject({ tags: z.optional(tags), zone: z.optional(text) }),
  exposure: number,
});

export type Selection = z.infer<typeof selection>;
export type Target = z.infer<typeof target>;
export type Step = z.infer<typeof step>;
export type Awaited = z.infer<typeof awaited>;
export type Escalation = z.infer<typeof escalation>;
export type Undo = z.infer<typeof undo>;
export type Parameter = z.infer<typeof parameter>;
