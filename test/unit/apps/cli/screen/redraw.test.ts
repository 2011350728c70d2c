import picocolors from 'picocolors';
import { describe, expect, it } from 'vitest';
import type { Io } from '../../../../../apps/cli/io.ts';
import { screenPresenter } from '../../../../../apps/cli/run/presenter.ts';
import { openBlock } from '../../../../../apps/cli/screen/redraw.ts';
import { histories } from '../../../../fixtures/histories.ts';

/** What a terminal shows after such output: cursor up, clear to the line's end and clear below are all it needs to know. */
function shown(output: string): string[] {
  const lines: string[] = [];
  let row = 0;
  let column = 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal sequences
  for (const [token] of output.matchAll(/\u001B\[\d*[A-Z]|\u001B\[\?25[lh]|\n|\r|[^\u001B\n\r]+/g)) {
    if (token.endsWith('A') && token.startsWith('\u001B')) row -= Number(token.slice(2, -1));
    else if (token === '\u001B[J') lines.length = row;
    else if (token === '\u001B[K') lines[row] = (lines[row] ?? '').slice(0, column);
    else if (token === '\n') [row, column] = [row + 1, 0];
    else if (token === '\r') column = 0;
    else if (!token.startsWith('\u001B')) {
      const old = lines[row] ?? '';
      lines[row] = old.slice(0, column) + token + old.slice(column + token.length);
      column += token.length;
    }
  }
  return lines;
}

describe('a block redrawn in place', () => {
  it('covers what was drawn before, also when it shrinks', () => {
    let output = '';
    const block = openBlock(
      (text) => (output += text),
      () => 20,
    );
    block.draw(['one', 'two', 'three']);
    block.draw(['1', '2']);
    expect(shown(output)).toEqual(['1', '2']);
    block.done();
    expect(output.endsWith('\u001B[?25h')).toBe(true);
  });
  it('keeps its foot on a screen too low for it', () => {
    let output = '';
    const block = openBlock(
      (text) => (output += text),
      () => 3,
    );
    block.draw(['a', 'b', 'c', 'd']);
    block.draw(['a', 'b', 'c', 'e']);
    expect(shown(output)).toEqual(['c', 'e']);
  });
});

describe('the screen presenter', () => {
  it('draws at most ten times a second, and the last state always', () => {
    const { record, journal } = histories.held!;
    let output = '';
    let wall = 0;
    const io = {
      write: (text: string) => (output += text),
      height: () => 60,
      width: () => 100,
      colours: picocolors.createColors(false),
    } as unknown as Io;
    const presenter = screenPresenter(io, record.plan, 'here', 'world', () => wall);
    for (const entry of journal) {
      wall += 10;
      presenter.entry(entry);
      presenter.tick(entry.at);
    }
    const draws = output.split('\u001B[J').length - 1;
    expect(draws).toBeGreaterThan(1);
    expect(draws).toBeLessThanOrEqual(1 + wall / 100);
    presenter.end();
    expect(shown(output).join('\n')).toMatch(/✔ Conclude.*completed/);
  });
});
