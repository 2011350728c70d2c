/** What became of each item, as `squall import` says it. */
import { fieldOf } from '../../../core/validation/problem.ts';
import { type Imported, type ImportedFile, placed } from '../../exchange/import.ts';
import type { Colours } from '../io.ts';
import { count } from '../text/numbers.ts';
import { plain } from '../text/plain.ts';

export const isLossy = ({ files, unread }: Imported): boolean =>
  unread.some(({ prose }) => !prose) || files.some(({ items }) => items.some(({ fate }) => fate === 'lost'));

/** Kept items are counted; the others are told one by one. */
export function importLines({ files, unread, experiments }: Imported, colours: Colours): readonly string[] {
  const lines = files.flatMap((each) => ofFile(each, colours));
  for (const { file, why, prose } of unread)
    lines.push(
      prose ? `${plain(file)}  ${colours.dim(plain(why))}` : `${colours.red('✗')} ${plain(file)}: ${plain(why)}`,
    );
  const incomplete = experiments.filter(({ problems }) => problems.length > 0).length;
  if (experiments.length === 0) lines.push('Nothing of it is an experiment.');
  else if (incomplete > 0)
    lines.push(
      `${count(incomplete, 'experiment')} of ${experiments.length} ${incomplete === 1 ? 'waits' : 'wait'} for what only a person can say:`,
    );
  return lines;
}

function ofFile({ file, at, system, items }: ImportedFile, colours: Colours): string[] {
  const of = (fate: string) => items.filter((item) => item.fate === fate);
  const told = (fate: 'changed' | 'lost', mark: string) =>
    of(fate).map(({ path, why = '' }) => `  ${mark} ${fate} ${plain(fieldOf(path))}: ${plain(why)}`);
  const numbers = `${of('kept').length} kept, ${of('changed').length} changed, ${of('lost').length} lost`;
  return [
    `${plain(placed(file, at))}  ${colours.dim(`${system}: ${numbers}`)}`,
    ...told('changed', colours.yellow('~')),
    ...told('lost', colours.red('✗')),
  ];
}
