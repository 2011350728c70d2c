/** What every `Findings` adapter keeps. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { FindingRecord } from '../../core/conformity/history.ts';
import type { Findings, ScanSummary } from '../../core/ports/findings.ts';

export const foundOf = (name: string, changes: Partial<FindingRecord> = {}): FindingRecord => ({
  place: 'world shop',
  finding: {
    rule: 'zones-balanced',
    resource: {
      id: `arn:aws:autoscaling:eu-central-1:111122223333:autoScalingGroup:1:${name}`,
      name,
      kind: 'auto-scaling-group',
    },
    owner: 'checkout-sre',
    severity: 'high',
    found: '“3 in a” and 1 in b',
    expected: 'as many',
    remedy: 'look',
    proof: { experiment: 'az-power-interruption', command: 'squall plan x' },
  },
  standing: 'open',
  firstSeen: 1000,
  changedAt: 1000,
  returned: 0,
  version: 1,
  ...changes,
});

const summaryAt = (at: number, place = 'world shop'): ScanSummary => ({
  place,
  at,
  findings: { critical: 0, high: 1, medium: 2, low: 3 },
  suppressed: 4,
  notEvaluated: 5,
  conforming: 6,
});

export function findingsContract(name: string, make: () => Promise<Findings>): void {
  describe(`${name} keeps the contract of Findings`, () => {
    let findings: Findings;
    beforeEach(async () => {
      findings = await make();
    });
    const names = async () => (await findings.all()).map(({ finding }) => finding.resource.name).sort();

    test('what is kept is read as it was, each under its place, rule and resource', async () => {
      const [web, api] = [foundOf('web'), foundOf('api')];
      const elsewhere = foundOf('web', { place: 'world other' });
      for (const record of [web, api, elsewhere]) expect(await findings.keep(record)).toBe(true);
      expect(await names()).toEqual(['api', 'web', 'web']);
      expect((await findings.all()).find(({ place }) => place === 'world other')).toEqual(elsewhere);
    });

    test('a write is held to the version before it: of two scans one is first', async () => {
      await findings.keep(foundOf('web'));
      expect(await findings.keep(foundOf('web', { firstSeen: 5 }))).toBe(false);
      const gone = foundOf('web', { standing: 'gone', version: 2 });
      expect(await findings.keep(gone)).toBe(true);
      expect(await findings.keep(foundOf('web', { version: 2 }))).toBe(false);
      expect(await findings.all()).toEqual([gone]);
      const back = foundOf('web', { returned: 1, version: 3 });
      expect(await findings.keep(back)).toBe(true);
      expect(await findings.all()).toEqual([back]);
    });

    test('a version of what is not there is no first one', async () => {
      expect(await findings.keep(foundOf('web', { version: 2 }))).toBe(false);
      expect(await findings.all()).toEqual([]);
    });

    test('scans are listed newest first, once for each place and time', async () => {
      for (const at of [1000, 3000, 2000, 3000]) await findings.scanned(summaryAt(at));
      await findings.scanned(summaryAt(3000, 'world other'));
      expect((await findings.scans(10)).map(({ at, place }) => [at, place])).toEqual([
        [3000, 'world shop'],
        [3000, 'world other'],
        [2000, 'world shop'],
        [1000, 'world shop'],
      ]);
      expect(await findings.scans(1)).toEqual([summaryAt(3000)]);
    });
  });
}
