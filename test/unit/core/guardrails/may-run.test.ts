import { describe, expect, it } from 'vitest';
import { mayRun } from '../../../../core/guardrails/may-run.ts';
import { type Grant, toldNothing } from '../../../../core/platform/settings.ts';
import { ports, question } from '../../../fixtures/decisions/question.ts';

const why = async (startedBy: string | undefined, grants: readonly Grant[] | undefined) => {
  const stage = { ...ports().stage, settings: { ...toldNothing, mayRun: grants } };
  return (await mayRun.check(question({ startedBy }), ports({ stage })))?.why;
};
const only: readonly Grant[] = [
  { people: ['*/platform/*'] },
  { people: ['ada', 'schedule *'], owners: ['checkout-sre'], services: ['checkout'] },
  { people: ['bob'], services: ['search'] },
];

describe('may-run', () => {
  it('passes anyone where nobody was told otherwise', async () => {
    expect(await why(undefined, undefined)).toBeUndefined();
    expect(await why('anyone', undefined)).toBeUndefined();
  });

  it('passes who is named for this owner and this service', async () => {
    for (const person of ['ada', 'schedule weekly', 'arn:aws:sts::111122223333:assumed-role/platform/cyd'])
      expect(await why(person, only), person).toBeUndefined();
  });

  it('refuses who is not, and says whom to ask', async () => {
    expect(await why('bob', only)).toBe(
      "bob may not run checkout-sre's experiments on checkout: ask someone who may, or have mayRun of the platform name them",
    );
    expect(await why('eve', only)).toContain('eve may not run');
  });

  it('cannot be evaluated where nobody says who starts it: refuses', async () => {
    expect(await why(undefined, only)).toContain('nobody says who starts this one');
    expect(await why('unknown', only)).toContain('start it with startedBy');
    expect(await why('ada', [{} as Grant])).toContain('could not be checked');
  });
});
