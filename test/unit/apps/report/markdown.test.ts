import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inert, markdown } from '../../../../apps/report/markdown.ts';
import { histories } from '../../../fixtures/histories.ts';
import { hostileTexts, poisoned } from './hostile.ts';

/** Cells that are not escaped away. */
const cells = (line: string) => line.replace(/\\./g, '').split('|').length;

describe('markdown', () => {
  it('says verdict, reason, figures and proof', () => {
    const text = markdown(histories.aborted!, { last: histories.held });
    expect(text).toMatch(/^# Lose one availability zone: refuted\n/);
    expect(text).toContain('Alarm shop-checkout-5xx went into ALARM');
    expect(text).toContain('| success-rate | during |');
    expect(text).toContain('**RESTORED**');
    expect(text).toContain('## Against the last run');
    expect(text).toContain('--seed 12');
  });

  it('keeps its tables and headings whatever the names are', () => {
    const headings = (text: string) => text.split('\n').filter((line) => /^#/.test(line)).length;
    const wanted = headings(markdown(histories.aborted!));
    fc.assert(
      fc.property(hostileTexts, (texts) => {
        const text = markdown(poisoned(texts));
        expect(headings(text)).toBe(wanted);
        for (const table of text.split('\n\n').filter((block) => block.startsWith('|'))) {
          const [head = '', ...rows] = table.split('\n');
          for (const row of rows) expect(cells(row)).toBe(cells(head));
        }
        const prose = text.replace(/^(`{3,}).*?^\1$/gms, '');
        expect(prose).not.toMatch(/<[a-z!/]/i);
        expect(prose.replace(/\\./g, '')).not.toMatch(/\]\(/);
      }),
      { numRuns: 60 },
    );
  });

  it('mentions nobody and links nowhere', () => {
    expect(inert('@ada https://evil.example [x](y)')).toBe('&#64;ada https&#58;//evil.example \\[x\\]\\(y\\)');
  });
});
