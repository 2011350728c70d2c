import { describe, expect, it } from 'vitest';
import { home } from '../../../../core/guardrails/home.ts';
import type { Home, Settings } from '../../../../core/platform/settings.ts';
import { toldNothing } from '../../../../core/platform/settings.ts';
import { plan, planOf, ports, question } from '../../../fixtures/decisions/question.ts';

const why = async (homes: readonly Home[] | undefined, over = {}, asked = question()) => {
  const settings: Settings = { ...toldNothing, homes };
  const stage = { ...ports().stage, settings, region: 'eu-central-1', ...over };
  return (await home.check(asked, ports({ stage })))?.why;
};
const abroad = { stage: 'abroad', region: 'eu-west-1' };
const here = { stage: 'staging', region: 'eu-central-1' };

describe('home', () => {
  it('refuses what is at home elsewhere, and says where', async () => {
    expect(await why([{ services: ['checkout'], ...abroad }])).toBe(
      'checkout is at home on the platform abroad in eu-west-1, which keeps its locks and its ledger: run this there, or move its home in squall.config.yaml of both while nothing runs',
    );
    expect(await why([{ services: ['check*'], stage: 'abroad' }])).toContain('on the platform abroad, which keeps');
  });

  it('refuses what only happens to stand in the way: a target of another service', async () => {
    const [target] = plan().targets;
    const matched = target!.matched.map((each) => ({
      ...each,
      tags: { ...each.tags, 'resilience:service': 'payments' },
    }));
    const asked = question({ plan: planOf({}, { targets: [{ ...target!, matched }] }) });
    const homes = [{ services: ['payments'], ...abroad }];
    expect(await why(homes, {}, asked)).toContain('payments is at home on the platform abroad');
    expect(await why(homes)).toBeUndefined();
  });

  it('passes what is at home here, by the first that names it, and what nobody names', async () => {
    expect(await why(undefined)).toBeUndefined();
    expect(await why([{ services: ['payments'], ...abroad }])).toBeUndefined();
    const both = [
      { services: ['checkout'], ...here },
      { services: ['*'], ...abroad },
    ];
    expect(await why(both)).toBeUndefined();
    expect(await why(both.toReversed())).toContain('is at home on the platform abroad');
  });

  it('cannot be evaluated where the platform’s own settings are not known: refuses', async () => {
    const stage = { ...ports().stage, settings: undefined as never };
    expect((await home.check(question(), ports({ stage })))?.why).toContain('it could not be checked');
  });

  it('tells two platforms of one stage apart by their Regions; a laptop stands in none', async () => {
    const other = [{ services: ['*'], stage: 'staging', region: 'eu-west-1' }];
    expect(await why(other)).toContain('on the platform staging in eu-west-1');
    expect(await why(other, { region: 'eu-west-1' })).toBeUndefined();
    expect(await why(other, { region: undefined })).toBeUndefined();
  });
});
