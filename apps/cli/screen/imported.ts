/** What became of each item, as `squall import` says it. */
import { type Imported, placed } from '../../exchange/import.ts';
import type { Colours } from '../io.ts';
import { count } from '../text/numbers.ts';
import { plain } from '../text/plain.ts';
import { exchangedLines } from './exchanged.ts';

export const isLossy = ({ files, unread }: Imported): boolean =>
  unread.some(({ prose }) => !prose) || files.some(({ items }) => items.some(({ fate }) => fate === 'lost'));

/** Kept items are counted; the others are told one by one. */
export function importLines({ files, unread, documents }: Imported, colours: Colours): readonly string[] {
  const lines = files.flatMap(({ file, at, differences, ...each }) => [
    ...exchangedLines({ ...each, file: placed(file, at) }, colours),
    ...differences.map(
      ({ about, there, here }) => `  ${colours.cyan('≠')} ${plain(about)}: there ${plain(there)}; here ${plain(here)}`,
    ),
  ]);
  for (const { file, line, column, why, prose } of unread)
    lines.push(
      prose
        ? `${plain(file)}  ${colours.dim(plain(why))}`
        : `${colours.red('✗')} ${plain(file)}${line === undefined ? '' : `:${line}:${column}`}: ${plain(why)}`,
    );
  const incomplete = documents.filter(({ problems }) => problems.length > 0).length;
  if (documents.length === 0) lines.push('Nothing of it is an experiment or a monkey.');
  else if (incomplete > 0)
    lines.push(
      `${count(incomplete, 'document')} of ${documents.length} ${incomplete === 1 ? 'waits' : 'wait'} for what only a person can say:`,
    );
  return lines;
}
