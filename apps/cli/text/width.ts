/** How many columns a text takes on a terminal, and cutting it to fit. */
import { stripVTControlCharacters } from 'node:util';

const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;
const none = /\p{Mn}|\p{Me}|\u200B|\u200C|\u200D|[\uFE00-\uFE0F]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: colour sequences are what is looked for
const piece = /\u001B\[[0-9;]*m|./gsu;
const reset = '\u001B[0m';

const columnsOf = (character: string): number => (none.test(character) ? 0 : wide.test(character) ? 2 : 1);

/** Columns, colour sequences not counted. */
export function width(text: string): number {
  let columns = 0;
  for (const character of stripVTControlCharacters(text)) columns += columnsOf(character);
  return columns;
}

/** Cut to at most `columns`, ending in `…` when something went; colours are closed. */
export function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  if (columns < 1) return '';
  let kept = '';
  let used = 0;
  let coloured = false;
  for (const [part] of text.matchAll(piece)) {
    if (part.startsWith('\u001B')) {
      coloured = true;
      kept += part;
      continue;
    }
    if (used + columnsOf(part) > columns - 1) break;
    used += columnsOf(part);
    kept += part;
  }
  return `${kept}…${coloured ? reset : ''}`;
}

export const padEnd = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)));
export const padStart = (text: string, columns: number): string =>
  ' '.repeat(Math.max(0, columns - width(text))) + text;

/** Words broken over lines of at most `columns`; a longer word stands alone. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/ +/)) {
    if (line !== '' && width(line) + 1 + width(word) > columns) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
