/** What a command printed, line by line. */
import picocolors from 'picocolors';
import type { Io } from '../../../../../apps/cli/io.ts';

export function capturedIo(): { readonly io: Io; readonly out: string[]; readonly err: string[] } {
  const out: string[] = [];
  const err: string[] = [];
  const colours = picocolors.createColors(false);
  const io: Io = {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    write: (text) => out.push(text),
    colours,
    errorColours: colours,
    screen: false,
    interactive: false,
    width: () => 100,
    height: () => 40,
    closed: () => false,
    person: 'ada',
    close() {},
  };
  return { io, out, err };
}
