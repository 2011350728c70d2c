import { describe, expect, it } from 'vitest';
import { profile } from '../../../../core/guardrails/profile.ts';
import { toldNothing } from '../../../../core/platform/settings.ts';
import { ports, question } from '../../../fixtures/decisions/question.ts';

describe('profile', () => {
  it('refuses on a platform that observes, and says what would inject', async () => {
    const stage = { ...ports().stage, settings: { ...toldNothing, profile: 'observe' as const } };
    expect(await profile.check(question(), ports({ stage }))).toMatchObject({
      rule: 'profile',
      why: expect.stringContaining('deploy it with the profile run'),
    });
  });

  it('passes on one that runs', async () => {
    expect(await profile.check(question(), ports())).toBeUndefined();
  });

  it('cannot be evaluated where the platform was told nothing: refuses', async () => {
    const stage = { ...ports().stage, settings: undefined as never };
    expect((await profile.check(question(), ports({ stage })))?.why).toContain('it could not be checked');
  });
});
