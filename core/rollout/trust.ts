/** Whose word counts for which environment, and whether a record may be imported. Pure. */
import * as z from 'zod/mini';
import type { Experiment } from '../experiment/schema/experiment.ts';
import { id } from '../experiment/schema/scalars.ts';
import type { Stage } from '../ports/ports.ts';
import type { Promotion } from './promotion.ts';
import { stageKey, stagesOf, stageWords } from './stage.ts';

const fingerprint = z.string().check(
  z.regex(/^SHA256:[0-9a-f]{64}$/, {
    error: 'the fingerprint of an Ed25519 key, SHA256: and 64 hex digits, as squall promote export prints it',
  }),
);

/** A key for each environment: who may speak for dev thereby does not speak for staging. */
export const trust = z.array(z.strictObject({ environment: id, key: fingerprint }));

export type Trust = z.infer<typeof trust>;

/** Where it is to be imported. */
export interface Importing {
  readonly stage: Pick<Stage, 'environment' | 'platform'>;
  readonly trust: Trust;
  /** What it must be a record of. Missing: nothing is there to hold it against. */
  readonly definition?: { readonly hash: string; readonly experiment: Experiment } | undefined;
  readonly now: number;
}

/** Clocks of two machines differ. */
const ahead = 5 * 60_000;

/**
 * @param key fingerprint of the key that the record is signed with, and that its signature fits
 * @returns one sentence; undefined when it may be imported
 */
export function untrusted(promotion: Promotion, key: string, here: Importing): string | undefined {
  const { environment } = promotion.stage;
  const { platform } = here.stage;
  if (platform === 'aws' && promotion.platform === 'simulated')
    return `run ${promotion.runId} was a rehearsal on a simulated cloud, which shows nothing of a real ${environment}: run it there`;
  if (platform === 'aws' && environment === here.stage.environment)
    return `it is of ${environment}, which is this platform itself: its own runs count, and nobody else's word`;
  const keys = here.trust.filter((each) => each.environment === environment).map((each) => each.key);
  if (keys.length === 0)
    return `it is signed with ${key}, and no key is trusted for ${environment}: ${platform === 'aws' ? 'name that one under promotions.trust of squall.config.yaml, if it is the right one, and deploy' : 'name whose it must be with --trust FILE, the public key'}`;
  if (!keys.includes(key)) return `it is signed with ${key}, and for ${environment} is trusted: ${keys.join(', ')}`;
  if (promotion.signedAt > here.now + ahead)
    return `it was signed at ${new Date(promotion.signedAt).toISOString()}, which is still to come: one of the two clocks is wrong`;
  return here.definition && ofAnother(promotion, here.definition);
}

/** Whether it is a record of something else than this definition: one sentence then. */
export function ofAnother(
  { experiment, definitionHash, stage }: Promotion,
  definition: NonNullable<Importing['definition']>,
): string | undefined {
  const { name } = definition.experiment.metadata;
  if (experiment !== name) return `it is of the experiment ${experiment}, and not of ${name}`;
  if (definitionHash !== definition.hash)
    return `it is of the definition ${definitionHash.slice(0, 12)} of ${experiment}, and here that is ${definition.hash.slice(0, 12)}: bring the same file to both, then run it there again`;
  if (stagesOf(definition.experiment).some((each) => stageKey(each) === stageKey(stage))) return undefined;
  const known = stagesOf(definition.experiment).map(stageWords).join('; ') || 'none';
  return `it is of the stage ${stageWords(stage)}, and the rollout of ${experiment} here has: ${known}`;
}
