import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { junit } from '../../../../apps/report/junit.ts';
import { histories } from '../../../fixtures/histories.ts';
import { hostileTexts, poisoned } from './hostile.ts';
import { assertNested, tagsOf, unescaped } from './tags.ts';

const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

function results(xml: string): Record<string, string> {
  const found: Record<string, string> = {};
  let current = '';
  for (const { name, closing, selfClosing, attributes } of tagsOf(xml)) {
    if (name === 'testcase' && !closing) {
      current = `${attributes.classname} ${attributes.name}`;
      found[current] = 'passed';
    } else if (selfClosing && ['failure', 'error', 'skipped'].includes(name))
      found[current] = `${name}: ${unescaped(attributes.message ?? '')}`;
  }
  return found;
}

describe('junit', () => {
  it('passes every case of a held run', () => {
    const cases = results(junit(histories.held!));
    expect(Object.keys(cases)).toEqual([
      'az-power-interruption.gate steady state before',
      ...[
        'success-rate before',
        'success-rate during',
        'success-rate after',
        'p99 before',
        'p99 during',
        'p99 after',
        'home-page before',
        'home-page after',
      ].map((n) => `az-power-interruption.probes ${n}`),
      'az-power-interruption.recovery steady state after',
      ...[
        'power-web aws:ec2:stop-instances',
        'power-api aws:ec2:stop-instances',
        'no-new-capacity aws:ec2:asg-insufficient-instance-capacity-error',
      ].map((n) => `az-power-interruption.undo 1/${n}`),
      'az-power-interruption.run hypothesis',
    ]);
    expect(new Set(Object.values(cases))).toEqual(new Set(['passed']));
  });

  it('fails the probes that broke, and the hypothesis, with their sentences', () => {
    const cases = results(junit(histories.aborted!));
    expect(cases['az-power-interruption.probes success-rate during']).toMatch(
      /^failure: success-rate was outside tolerance \(at least 99.5\) in \d of \d samples/,
    );
    expect(cases['az-power-interruption.run hypothesis']).toBe(
      `failure: ${histories.aborted!.record.terminal!.reason}`,
    );
    expect(cases['az-power-interruption.recovery steady state after']).toBe('passed');
  });

  it('fails the undo that was not proved, and the recovery that did not come', () => {
    const cases = results(junit(histories.drifted!));
    expect(cases['az-power-interruption.undo 1/power-api aws:ec2:stop-instances']).toContain('drifted, still stopped');
    expect(cases['az-power-interruption.undo 1/power-web aws:ec2:stop-instances']).toBe('passed');
    expect(cases['az-power-interruption.recovery steady state after']).toContain('failure: p99 was still above 800');
  });

  it.each(['refused', 'gate'])('skips what a run %s never came to', (name) => {
    const cases = results(junit(histories[name]!));
    expect(cases['az-power-interruption.gate steady state before']).toBe(
      `failure: ${histories[name]!.record.terminal!.reason}`,
    );
    expect(cases['az-power-interruption.probes p99 during']).toBe('skipped: nothing was injected');
    expect(cases['az-power-interruption.undo nothing to undo']).toBe('skipped: nothing was changed');
  });

  it('counts what it lists', () => {
    for (const history of Object.values(histories)) {
      const xml = junit(history);
      const cases = Object.values(results(xml));
      const suite = tagsOf(xml).find(({ name }) => name === 'testsuite')!.attributes;
      expect(Number(suite.tests)).toBe(cases.length);
      expect(Number(suite.failures)).toBe(cases.filter((c) => c.startsWith('failure')).length);
      expect(Number(suite.skipped)).toBe(cases.filter((c) => c.startsWith('skipped')).length);
    }
  });

  it('is XML whatever the names are', () => {
    fc.assert(
      fc.property(hostileTexts, (texts) => {
        const xml = junit(poisoned(texts));
        assertNested(tagsOf(xml));
        expect(xml).not.toMatch(forbidden);
        expect(xml.replace(/&(?:lt|gt|amp|quot|apos|#9|#10|#13);/g, '')).not.toContain('&');
      }),
      { numRuns: 60 },
    );
  });
});
