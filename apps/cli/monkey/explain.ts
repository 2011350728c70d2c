/** `squall monkey explain`: why a kill hit this group, at this minute, and this instance. */

import { killTags } from '../../../core/monkey/experiment-of.ts';
import { explain } from '../../../core/monkey/explain.ts';
import type { Explanation } from '../../../core/monkey/explanation.ts';
import { pastKillsOf } from '../../../core/monkey/past-kills.ts';
import { readMonkey } from '../../documents/read.ts';
import type { MonkeyOptions } from '../commands/monkey.ts';
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { withPlatform } from '../platforms/open.ts';
import { chosenRun } from '../run/selection.ts';
import { printed } from '../screen/output.ts';
import { plain } from '../text/plain.ts';
import { spoken } from '../text/times.ts';
import { wrap } from '../text/width.ts';
import { readable } from './plan.ts';

/** 0 when the record is what its seed gives; 1 when it differs anywhere. @throws Failure */
export async function explainRun(io: Io, given: string, options: MonkeyOptions): Promise<number> {
  const definition = options.monkey === undefined ? undefined : readable(readMonkey(options.monkey)).monkey;
  return withPlatform(io, options, async (platform) => {
    const { record } = await chosenRun(platform, given);
    const monkey = record.plan.definition.metadata.tags?.[killTags.monkey] ?? '';
    const explained = explain({ record, definition, history: pastKillsOf(monkey, await platform.list()) });
    if (!explained.ok) throw new Failure(explained.why);
    const { explanation } = explained;
    if (!(await printed(io, options.output, explanation)))
      for (const line of linesOf(explanation, io.colours, io.width())) io.out(line);
    return explanation.same ? exitCodes.held : exitCodes.error;
  });
}

const questions = { group: 'Why this group', minute: 'Why this minute', instance: 'Why this instance' } as const;

function linesOf(
  { runId, monkey, date, hashed, digest, answers, same, late }: Explanation,
  { bold, dim, green, red }: Io['colours'],
  columns: number,
): readonly string[] {
  const folded = (text: string) => wrap(plain(text), Math.max(40, columns - 2)).map((line) => `  ${line}`);
  return [
    bold(plain(`${runId}: a kill of ${monkey} on ${date}`)),
    plain(`All its numbers are parts of one SHA-256:  printf %s '${hashed}' | sha256sum`),
    dim(digest),
    ...answers.flatMap(({ question, because, checks }) => [
      '',
      bold(questions[question]),
      ...because.flatMap(folded),
      ...checks.map(({ what, recorded, recomputed, same: equal }) =>
        equal
          ? green(plain(`  ✔ ${what}: ${recorded}`))
          : red(plain(`  ✘ ${what}: the record says ${recorded}, the seed gives ${recomputed}`)),
      ),
    ]),
    '',
    plain(`The run was there ${spoken(late)} after its minute.`),
    same
      ? green('Recomputed from the seed, the record is the same.')
      : red('Recomputed from the seed, the record differs where it says so.'),
  ];
}
