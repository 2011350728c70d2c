import { expect, test } from 'vitest';
import { drillSection, objectivesOf } from '../../../../../apps/cli/screen/plan-drill.ts';
import { stepSection } from '../../../../../apps/cli/screen/plan-steps.ts';
import type { Plan } from '../../../../../core/plan/plan.ts';
import { evacuated, minute, tellDrill } from '../../../../fixtures/drill.ts';
import { histories } from '../../../../fixtures/histories.ts';

const plain = new Proxy({} as never, { get: () => (text: string) => text });
const told = tellDrill(evacuated).record.plan;
const plan: Plan = {
  ...told,
  awaits: [
    {
      id: 'detect',
      title: 'somebody notices',
      wave: 2,
      what: { kind: 'alarms', alarms: ['payments-frankfurt-down'], state: 'ALARM' },
      within: 5 * minute,
      otherwise: 'end',
    },
    {
      id: 'decide',
      title: 'people decide',
      wave: 3,
      what: { kind: 'approvals', count: 1 },
      within: 10 * minute,
      otherwise: 'end',
    },
    {
      id: 'hold',
      title: 'the other place carries it all',
      wave: 5,
      what: { kind: 'time' },
      within: 10 * minute,
      otherwise: 'go-on',
    },
  ],
  detection: [{ alarm: 'payments-frankfurt-down', worst: 2.5 * minute }],
  preChecks: [{ check: 'replication', of: 'payments', state: 'ok', measured: '800 ms', needed: 'at most 2 s' }],
};
const lines = (over: Partial<Plan> = {}) => drillSection({ ...plan, ...over }, plain, 200).join('\n');

test('who notices, who decides, what moves and how it comes home', () => {
  const page = lines();
  expect(page).toMatch(/Leaves +Region eu-central-1, for eu-west-1; traffic alone is moved/);
  expect(page).toMatch(
    /Noticed by +alarm payments-frankfurt-down in ALARM, within 5 min: without it the drill ends, refuted/,
  );
  expect(page).toMatch(/Decided by +1 person other than who starts it, by squall approve within 10 min/);
  expect(page).toMatch(/Moved by +traffic/);
  expect(page).toMatch(/Comes home +network taken back and seen to be, within 15 min; then traffic undone/);
});

test('movers come home newest first, and what begins together goes together', () => {
  const [network, traffic] = plan.steps;
  const mover = (id: string, wave: number) => ({ ...traffic!, id, wave });
  const page = lines({ steps: [network!, mover('grow', 4), mover('records', 5), mover('dials', 5)] });
  expect(page).toMatch(/Moved by +grow, then records and dials/);
  expect(page).toContain('then records and dials, then grow undone');
});

test('objectives stand beside what the plan allows, and what it cannot keep is said', () => {
  const page = lines();
  expect(page).toMatch(/Time to detect +at most 2 min +2 min 30 s: may be missed/);
  expect(page).toMatch(/Time to recover +at most 5 min +15 min 30 s: may be missed/);
  expect(page).toMatch(/Users served +at least 80 % +–/);
  expect(page).toContain('Time to recover: 2 min 30 s until payments-frankfurt-down is in ALARM + 10 min to decide');
  expect(page).toContain('Pre-checks with nothing to ask of it: headroom, quotas, dns, health-checks');
  expect(lines({ detection: [] })).toMatch(/Time to detect +at most 2 min +not known: none of the alarms/);
  const recover = objectivesOf(plan, plan.definition.drill!).find(({ name }) => name === 'recover');
  expect(recover).toMatchObject({ objective: 5 * minute, bound: { most: 15.5 * minute } });
});

test('steps and waits stand in the order of their waves', () => {
  const page = stepSection(plan, plain, 200);
  const ids = page.flatMap((line) => /^ {2}(\S+)/.exec(line)?.[1] ?? []);
  expect(ids).toEqual(['network', 'detect', 'decide', 'traffic', 'hold']);
  expect(page.join('\n')).toContain(
    'wave 2 · waits for alarm payments-frankfurt-down in ALARM, 5m at most; without it the run ends',
  );
  expect(page.join('\n')).toContain('until all else is undone, 1h at most');
  expect(page.join('\n')).toContain('wave 5 · waits for 10m');
});

test('an experiment has no such section', () => {
  expect(drillSection(histories.held!.record.plan, plain, 100)).toEqual([]);
});
