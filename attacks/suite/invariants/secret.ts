import { holdsSecret } from '../secrets.ts';
import type { Invariant } from './invariant.ts';

/** I12: no record, journal, leftover or notice repeats a secret that an error came with. */
export const secret: Invariant = {
  id: 'I12',
  what: 'no token or secret in what is kept or sent',
  *breaches({ platform: { witness, tables, attacker } }) {
    for (const subject of witness.leaked) yield `the notice "${subject}" holds a secret`;
    // Nobody else has said one.
    if (!attacker.happened.some(({ kind }) => kind === 'expired-credentials')) return;
    for (const [name, kept] of Object.entries(tables)) if (holdsSecret(textOf(kept))) yield `the ${name} hold a secret`;
  },
};

/** Of maps in maps, which JSON leaves out. */
const textOf = (kept: unknown): string =>
  JSON.stringify(kept, (_, value) => (value instanceof Map ? [...value] : value instanceof Set ? [...value] : value)) ??
  '';
