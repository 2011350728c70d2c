/** A Chaos Monkey of Netflix's, brought over: it behaves the same but for its faults, and each of those is named. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { chaosMonkey } from '../../../../apps/exchange/chaos-monkey/importer.ts';
import { imported } from '../../../../apps/exchange/import.ts';
import { sourcesOf } from '../../../../apps/exchange/sources.ts';
import { dailyChance } from '../../../../core/monkey/odds.ts';
import type { MonkeyDefinition } from '../../../../core/monkey/schema/monkey.ts';

const folder = join(import.meta.dirname, '../../../fixtures/imports');
const read = (file: string) => imported(sourcesOf(join(folder, file)));
const monkey = (file: string): MonkeyDefinition => parse(read(file).documents[0]!.yaml) as MonkeyDefinition;

type Loose = Record<string, unknown>;
const application = (settings: Loose, name = 'cart') => {
  const found = chaosMonkey.read({ name, attributes: { chaosMonkey: { enabled: true, ...settings } } }, 'app');
  return {
    monkey: found.documents[0]!.document as unknown as MonkeyDefinition,
    differences: found.differences!,
    asked: found.documents[0]!.questions.map(({ path }) => path.join('.')),
    fate: (key: string) => found.items.find(({ path }) => path.at(-1) === key),
  };
};

describe('its own TOML', () => {
  it('is hours, leash, a cap and whom to find', () => {
    expect(monkey('chaosmonkey.toml')).toMatchObject({
      kind: 'Monkey',
      groups: [{ by: 'auto-scaling-group' }],
      leashed: true,
      maxKillsPerDay: 20,
      guardrails: { windows: [{ days: 'MON-FRI', from: '10:00', to: '15:00', timeZone: 'Europe/Berlin' }] },
    });
    expect(read('chaosmonkey.toml').documents[0]!.yaml).toContain('the numbers of the accounts production, test');
  });

  it('leaves its faults behind, each by name', () => {
    expect(read('chaosmonkey.toml').files[0]!.differences.map(({ about }) => about)).toEqual([
      'a kill in the past',
      'holidays',
      'what is recorded',
      'what it needs',
    ]);
  });
});

describe('an application’s settings', () => {
  it('are groups of one application, their chance, and whom to spare', () => {
    expect(monkey('chaosmonkey-app.json')).toMatchObject({
      metadata: { name: 'chaos-monkey-cart', service: 'cart' },
      groups: [{ by: 'auto-scaling-group', where: { names: ['cart', 'cart-*'] } }],
      chance: { meanWorkdaysBetweenKills: 4, minWorkdaysBetweenKills: 2 },
      except: [{ region: 'eu-west-1' }],
      only: [{ account: 'test', region: 'eu-central-1' }],
      guardrails: { windows: [{ days: 'MON-FRI', from: '09:00', to: '15:00', timeZone: 'America/Los_Angeles' }] },
    });
  });

  it('are kept where they are sound: a mean of 5 and a minimum of 3 give 5, where they gave 7', () => {
    const { monkey: made, differences } = application({
      meanTimeBetweenKillsInWorkDays: 5,
      minTimeBetweenKillsInWorkDays: 3,
    });
    expect(made.chance).toEqual({ meanWorkdaysBetweenKills: 5, minWorkdaysBetweenKills: 3 });
    expect(differences.find(({ about }) => about === 'the mean')).toEqual({
      about: 'the mean',
      there:
        'a chance of 1/5 on each workday that the minimum of 3 leaves gives 3 − 1 + 5 = 7 workdays, where 5 were asked for',
      here: 'a chance of 1/(5 − 3 + 1) = 33.33 % gives 5',
    });
    const { probability } = dailyChance(made.chance);
    expect(3 - 1 + 1 / probability).toBeCloseTo(5, 12);
  });

  it('that cannot both be had become what they really came to', () => {
    const { monkey: made, differences } = application({
      meanTimeBetweenKillsInWorkDays: 2,
      minTimeBetweenKillsInWorkDays: 4,
    });
    expect(made.chance).toEqual({ meanWorkdaysBetweenKills: 5, minWorkdaysBetweenKills: 4 });
    expect(differences.find(({ about }) => about === 'the mean')?.here).toContain('a mean of 5 workdays');
    expect(application({ meanTimeBetweenKillsInWorkDays: 3 }).differences.map(({ about }) => about)).not.toContain(
      'the mean',
    );
  });

  it.each([
    [{ grouping: 'app' }, { by: 'tag', keys: ['resilience:service'] }],
    [{ grouping: 'stack' }, { by: 'tag', keys: ['resilience:service', 'stack'] }],
    [
      { grouping: 'cluster', regionsAreIndependent: false },
      { by: 'tag', regionsAreIndependent: false },
    ],
  ])('%j', (settings, group) => {
    const { monkey: made, asked } = application(settings);
    expect(made.groups[0]).toMatchObject(group);
    expect(asked).toContain('groups.0.keys');
  });

  it('spare sooner one too many than one too few', () => {
    const exceptions = [
      { account: 'prod', region: '*', stack: 'staging', detail: '*' },
      { account: '111122223333', region: 'eu-west-1', stack: 'prod', detail: 'canary' },
      { account: '*', region: '*', stack: '*', detail: '*' },
    ];
    const { monkey: made, asked, fate } = application({ exceptions });
    expect(made.except).toEqual([
      { group: 'cart-staging*' },
      { group: 'cart-prod-canary-v*', account: '111122223333', region: 'eu-west-1' },
      { group: '*' },
    ]);
    expect(asked).toContain('except.0.account');
    expect(fate('account')).toMatchObject({ fate: 'changed', why: expect.stringContaining('every account') });
    expect(application({ exceptions, grouping: 'app' }).monkey.except![0]).toEqual({ group: 'cart*' });
  });

  it('of one that is switched off plan and record, and carry nothing out', () =>
    expect(application({ enabled: false }).monkey.leashed).toBe(true));
});

describe('plain YAML', () => {
  it('turns occasions of a day into the chance of a day', () => {
    const made = monkey('chaosmonkey.yaml');
    expect(made).toMatchObject({
      chance: { probability: 0.865782 },
      only: [{ tags: { 'resilience:service': 'cart' } }, { tags: { 'resilience:service': 'search' } }],
      except: [{ tags: { 'resilience:service': 'payments' } }],
      guardrails: { windows: [{ days: 'MON-FRI', from: '09:00', to: '18:00', timeZone: 'UTC' }] },
    });
    expect(1 - (1 - 0.2) ** 9).toBeCloseTo(0.865782, 6);
  });

  it.each([
    ['30 10 * * *', { days: 'SUN-SAT', from: '10:30', to: '11:30' }],
    ['0 9,13 * * 1,3', { days: 'MON,WED', from: '09:00', to: '14:00' }],
    ['0 10 1 * *', { days: 'MON-FRI', from: '09:00', to: '15:00' }],
  ])('schedule %s', (schedule, window) => {
    const { documents } = chaosMonkey.read({ enabled: true, schedule, probability: 0.1 }, 'monkey');
    expect((documents[0]!.document as unknown as MonkeyDefinition).guardrails.windows[0]).toMatchObject(window);
  });
});

it('assaults inside a JVM make no monkey, and are told as lost', () => {
  const { documents, items } = chaosMonkey.read(
    { chaos: { monkey: { enabled: true, assaults: { level: 3 } } } },
    'spring',
  );
  expect(documents).toEqual([]);
  expect(items.map(({ path, fate }) => [path.at(-1), fate])).toEqual([
    ['enabled', 'lost'],
    ['assaults', 'lost'],
  ]);
});
