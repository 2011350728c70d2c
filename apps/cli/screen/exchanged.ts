/** What became of each item of one file, brought over from another system or written for it. */
import { fieldOf } from '../../../core/validation/problem.ts';
import type { Item } from '../../exchange/importer.ts';
import type { Colours } from '../io.ts';
import { plain } from '../text/plain.ts';

export interface ExchangedFile {
  readonly file: string;
  /** As people call it. */
  readonly system: string;
  readonly items: readonly Item[];
}

/** Kept items are counted; the others are told one by one. */
export function exchangedLines({ file, system, items }: ExchangedFile, colours: Colours): readonly string[] {
  const of = (fate: Item['fate']) => items.filter((item) => item.fate === fate);
  const told = (fate: 'changed' | 'lost', mark: string) =>
    of(fate).map(({ path, why = '' }) => `  ${mark} ${fate} ${plain(fieldOf(path))}: ${plain(why)}`);
  const numbers = `${of('kept').length} kept, ${of('changed').length} changed, ${of('lost').length} lost`;
  return [
    `${plain(file)}  ${colours.dim(`${system}: ${numbers}`)}`,
    ...told('changed', colours.yellow('~')),
    ...told('lost', colours.red('✗')),
  ];
}
