/** Every drill of templates/drills comes to what its README says, request by request, and everything comes home. */
import { describe, expect, it } from 'vitest';
import { rehearse } from '../../apps/local/rehearsal.ts';
import { drillReadme, drillScenario, drills } from '../scenarios/drills.ts';

const parts = ['What it proves', 'What usually breaks', 'Prerequisites in AWS', 'Alarms', 'Cost', 'In a rehearsal'];

const run = async (name: string, file?: string, forcePrecheck?: string) => {
  const { record } = await rehearse({
    ...drillScenario(name, file),
    traffic: 'requests',
    runId: `rehearsed-${name}`,
    ...(forcePrecheck !== undefined && { forcePrecheck }),
  });
  return record.terminal!;
};
const came = (terminal: Awaited<ReturnType<typeof run>>) =>
  Object.fromEntries((terminal.drill?.objectives ?? []).map(({ name, came: how }) => [name, how]));

describe.each(drills)('%s', (name) => {
  it('explains itself', () => {
    const { experiment } = drillScenario(name);
    const readme = drillReadme(name);
    expect(readme.split('\n')[0]).toBe(`# ${experiment.metadata.title}`);
    for (const part of parts) expect(readme).toContain(`**${part}.**`);
  });

  it('comes to what its README says', async () => {
    const terminal = await run(name);
    const told = /^\*\*In a rehearsal\.\*\* (Held|Refused): /m.exec(drillReadme(name))?.[1];
    expect(terminal.end === 'refused' ? 'Refused' : 'Held', terminal.reason).toBe(told);
    if (told === 'Refused') return;
    expect([terminal.verdict, terminal.recovery], terminal.reason).toEqual(['held', 'restored']);
    expect(Object.values(came(terminal)).every((how) => how === 'met')).toBe(true);
  }, 120_000);
});

it('payments that lose their Region recover in time and lose nothing, and one in six fails on exhausted pools', async () => {
  const terminal = await run('payments-region-loss', undefined, 'nobody asked');
  expect([terminal.end, terminal.verdict, terminal.recovery], terminal.reason).toEqual([
    'completed',
    'refuted',
    'restored',
  ]);
  expect(came(terminal)).toEqual({ detect: 'met', recover: 'met', recoveryPoint: 'met', successRate: 'missed' });
  const { users } = terminal.drill!;
  if (users.is !== 'measured') throw new Error(JSON.stringify(users));
  expect(users.successRate).toBeGreaterThan(78);
  expect(users.successRate).toBeLessThan(88);
}, 120_000);

it('a standby that is too small is refused by the pre-check; forced, it is stopped, and everybody comes home', async () => {
  const refused = await run('region-evacuation', 'standby-too-small.yaml');
  expect([refused.end, refused.recovery]).toEqual(['refused', 'none']);
  expect(refused.reason).toMatch(/^not injecting: pre-check: /);
  const forced = await run('region-evacuation', 'standby-too-small.yaml', 'to see it fail');
  expect([forced.end, forced.recovery], forced.reason).toEqual(['aborted', 'restored']);
  expect(forced.reason).toMatch(/alarm shop-dublin-overloaded went into ALARM/);
}, 120_000);
