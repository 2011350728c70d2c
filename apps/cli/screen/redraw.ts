/** A block of lines at the foot of a terminal, redrawn in place. */

export interface Block {
  /** Draws at once, over what was drawn last. */
  draw(lines: readonly string[]): void;
  /** Leaves the last drawing where it is, and shows the cursor again. */
  done(): void;
}

const sequence = '\u001B[';
const hideCursor = `${sequence}?25l`;
const showCursor = `${sequence}?25h`;
const clearLine = `${sequence}K`;
const clearBelow = `${sequence}J`;

/** Lines must fit the width. A block taller than the screen loses its top, since what scrolled away cannot be redrawn. */
export function openBlock(write: (text: string) => void, height: () => number): Block {
  let drawn = 0;
  return {
    draw(lines) {
      const shown = lines.slice(-Math.max(1, height() - 1));
      const up = drawn > 0 ? `${sequence}${drawn}A\r` : hideCursor;
      write(`${up}${shown.map((line) => `${line}${clearLine}\n`).join('')}${clearBelow}`);
      drawn = shown.length;
    },
    done() {
      if (drawn > 0) write(showCursor);
      drawn = 0;
    },
  };
}
