/** The scenarios of templates/experiments, as their folders have them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readExperimentWithWorld } from '../../apps/documents/read.ts';

const folder = join(import.meta.dirname, '../../templates/experiments');

/** Names of all, sorted. */
export const scenarios: readonly string[] = readdirSync(folder).sort();

/** @throws Error with every problem of the files. */
export function scenario(name: string) {
  const document = readExperimentWithWorld(join(folder, name, 'experiment.yaml'));
  if ('problems' in document) throw new Error(document.problems.map(({ message }) => message).join('\n'));
  const { experiment, world } = document;
  return { experiment, world, parameters: {}, seed: 7, startedBy: 'a test' } as const;
}

export const readmeOf = (name: string): string => readFileSync(join(folder, name, 'README.md'), 'utf8');

/** What a README says of a rehearsal: its first word. */
export type ToldOutcome = 'held' | 'refuted' | 'refused';

/** @throws Error where it says nothing, or something else. */
export function toldOutcome(name: string): ToldOutcome {
  const found = /^\*\*In a rehearsal\.\*\* (Held|Refuted|Refused): /m.exec(readmeOf(name))?.[1]?.toLowerCase();
  if (found === 'held' || found === 'refuted' || found === 'refused') return found;
  throw new Error(`${name}: the README does not say "**In a rehearsal.** Held", "Refuted" or "Refused", and why`);
}

export const simulated: readonly string[] = scenarios.filter((name) => toldOutcome(name) !== 'refused');

/** Rehearsed in the quick suite: one of a family, and those that cost next to nothing. All are in the acceptance suite. */
export const quick: readonly string[] = [
  'cache-node-lost',
  'clocks-beyond-signatures',
  'connection-pool-exhausted',
  'database-reboot',
  'disk-full',
  'names-unresolved',
  'replication-paused',
  'task-cpu-stress',
  'volume-latency-increasing',
];
