/** What the linter of stop conditions has to say, in lines. */
import { type Finding, sentenceOf } from '../../../core/stop-conditions/finding.ts';
import type { Colours } from '../io.ts';
import { wrap } from '../text/width.ts';

/** One paragraph a finding, what keeps an alarm from being a stop condition first. */
export function findingLines(findings: readonly Finding[], columns: number, colours: Colours): string[] {
  const serious = findings.filter(({ weight }) => weight !== 'warns');
  const rest = findings.filter(({ weight }) => weight === 'warns');
  return [...serious, ...rest].flatMap((finding) => {
    const mark = finding.weight === 'warns' ? colours.yellow('!') : colours.red('✖');
    return wrap(sentenceOf(finding), columns - 4).map((line, i) => `  ${i === 0 ? mark : ' '} ${line}`);
  });
}
