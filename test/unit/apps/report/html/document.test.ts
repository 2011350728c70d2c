import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html } from '../../../../../apps/report/html/document.ts';
import { histories } from '../../../../fixtures/histories.ts';
import { attacks, hostileTexts, poisoned } from '../hostile.ts';
import { assertOurs } from '../tags.ts';

describe('the page', () => {
  it.each(Object.entries(histories))('of a run %s is well formed, and of our elements alone', (_name, history) => {
    assertOurs(html(history));
    assertOurs(html(history, { last: histories.held }));
  });

  it.each(attacks.map((attack) => [attack.slice(0, 40), attack]))('takes %j for text', (_shown, attack) => {
    for (const history of [histories.aborted!, histories.refused!, histories.drifted!])
      assertOurs(html(poisoned([attack], history)));
  });

  it('takes any text for text', () => {
    fc.assert(
      fc.property(hostileTexts, (texts) => assertOurs(html(poisoned(texts)))),
      { numRuns: 60 },
    );
  });

  it('writes out marks that turn the reading direction, and no control characters', () => {
    const page = html(poisoned(['\u202egnp.exe', '\u0000\u001b[31m']));
    expect(page).toContain('[U+202E]gnp.exe');
    expect(page).not.toMatch(/(?![\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
  });

  it('gives the same bytes for the same history', () => {
    expect(html(structuredClone(histories.aborted!))).toBe(html(histories.aborted!));
  });

  it('allows its own style sheet by hash, and nothing else', () => {
    const page = html(histories.held!);
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)![1]!;
    const hash = createHash('sha256').update(style).digest('base64');
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)![1];
    expect(policy).toBe(`default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`);
    expect(page).not.toMatch(/<script|<link|<img|<iframe|url\(|@import|\sstyle=/);
  });

  it('answers first: verdict, reason and the three outcomes before anything else', () => {
    const page = html(histories.aborted!);
    const order = [
      'Refuted</p>',
      'class="reason">Alarm shop-checkout-5xx went into ALARM',
      'aborted</b>',
      'refuted</b>',
      'restored</b>',
      'id="hypothesis"',
      'id="samples"',
      'id="measures"',
      'id="targets"',
      'id="changes"',
      'id="timeline"',
      'id="exposure"',
      'id="cost"',
      'id="replay"',
    ];
    const places = order.map((text) => page.indexOf(text));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('compares only when it is given something to compare with', () => {
    expect(html(histories.aborted!)).not.toContain('id="comparison"');
    expect(html(histories.aborted!, { last: histories.held })).toContain('id="comparison"');
  });
});
