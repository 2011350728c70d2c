import { describe, expect, it } from 'vitest';
import { type Known, notKnown } from '../../../../../core/conformity/known.ts';
import { headroomAheadCheck } from '../../../../../core/drill/pre-checks/headroom-ahead.ts';
import type { RunHistory } from '../../../../../core/history/run-history.ts';
import type { AheadQuestion } from '../../../../../core/ports/standby.ts';
import { type DrillStory, definitionOf, evacuated, minute, tellDrill } from '../../../../fixtures/drill.ts';
import { loss } from './names.ts';
import { planned, ports, question } from './question.ts';

const stage = { ...ports().stage, platform: 'simulated' as const };
const asked = question({}, { steps: [loss, planned()] });
const evacuatedProbes = definitionOf(evacuated).hypothesis.probes;
const told = (over: Partial<DrillStory> = {}) => tellDrill({ ...evacuated, ...over });
const look = (ahead: Known<RunHistory>, of = asked, heard: AheadQuestion[] = []) =>
  headroomAheadCheck.look(
    of,
    ports(
      {},
      {
        stage,
        standby: {
          ...ports().standby,
          ahead: async (question) => {
            heard.push(question);
            return ahead;
          },
        },
      },
    ),
  );

describe('headroom, run ahead', () => {
  it('is ok where users are served from the objective on, whatever they saw before', async () => {
    const heard: AheadQuestion[] = [];
    expect(await look(told({ out: [0, 5] }), asked, heard)).toEqual([
      { check: 'headroom', of: 'success-rate, run ahead', state: 'ok', measured: '99.9', needed: 'at least 99' },
    ]);
    // Five minutes beyond the objective of five.
    expect(heard).toEqual([{ definition: asked.definition, seed: 3, for: 10 * minute }]);
  });

  it('fails where they are not, and says how far from it and when', async () => {
    expect(await look(told({ out: [0, 6] }))).toMatchObject([
      {
        state: 'fails',
        measured: '50',
        says: 'run ahead, success-rate fell to 50 at 09:45 UTC, below 99, 5 min after the loss, and users are to be served again 5 min after it: give the other place more capacity, for good or by a capacity mover of the drill, or the objective more time',
      },
    ]);
  });

  it('holds those who are served by then against the objective, where requests are counted', async () => {
    const drill = {
      objectives: { recover: 'PT5M', successRate: 90 },
      users: { success: ['success-rate'], requests: 'requests', failures: 'failures' },
    };
    const probes = evacuatedProbes.map((probe) => ({ ...probe, for: undefined }));
    const counted = question(
      { ...drill, hypothesis: { ...asked.definition.hypothesis, probes } },
      { steps: [loss, planned()] },
    );
    const at = (failures: number) =>
      look(told({ users: drill.users, failures: (m) => (m < 5 ? 6000 : failures) }), counted);
    expect(await at(600)).toMatchObject([
      { state: 'ok' },
      { of: 'users served, run ahead', state: 'ok', measured: '90 %' },
    ]);
    expect(await at(601)).toMatchObject([
      { state: 'ok' },
      {
        state: 'fails',
        says: expect.stringMatching(
          /^run ahead, 89.98 % of 30,000 requests succeed in the 5 min after .* objective is 90 %/,
        ),
      },
    ]);
  });

  it('goes by the end of a hold that is over before the objective', async () => {
    expect(await look(told({ moved: minute, hold: 3 * minute, out: [0, 3] }))).toMatchObject([{ state: 'ok' }]);
    expect(await look(told({ moved: minute, hold: 3 * minute, out: [0, 4] }))).toMatchObject([{ state: 'fails' }]);
  });

  it('fails where the drill does not come so far, unless it ends with nobody moved', async () => {
    expect(await look(told({ cutShort: 7 * minute }))).toMatchObject([
      {
        state: 'fails',
        says: expect.stringMatching(/^run ahead, the drill is over 7 min after the loss \(ada stopped it\): give/),
      },
    ]);
    expect(await look(told({ alarm: null, moved: null, cutShort: 5 * minute }))).toMatchObject([
      { state: 'ok', measured: 'over after 5 min, with nobody moved' },
    ]);
    const alone = question({ move: undefined }, { steps: [loss] });
    expect(await look(told({ moved: null, cutShort: 5 * minute }), alone)).toMatchObject([{ state: 'fails' }]);
  });

  it('cannot be evaluated where it cannot be run, changes nothing, or a probe has no data: not known', async () => {
    expect(await look(notKnown('the simulator does not model x'))).toMatchObject([
      { state: 'unknown', says: expect.stringContaining('the simulator does not model x') },
    ]);
    const { record, journal } = told();
    const refused = { ...record, terminal: { ...record.terminal!, reason: 'steady state did not hold before' } };
    expect(await look({ record: refused, journal, ledger: [] })).toMatchObject([
      { state: 'unknown', says: expect.stringContaining('steady state did not hold before') },
    ]);
    const silent = told();
    expect(await look({ ...silent, journal: silent.journal.filter(({ type }) => type !== 'sampled') })).toMatchObject([
      { state: 'unknown', says: expect.stringContaining('no data') },
    ]);
  });

  it('is not asked of AWS', async () => {
    expect(await headroomAheadCheck.look(asked, ports())).toEqual([]);
  });
});
