/** Files of a kind below a directory, told apart before they are read in full. */
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { type Kind, kinds } from '../../../core/validation/kind.ts';

const kindLine = new RegExp(`^["']?kind["']?:[ \\t]*["']?(${kinds.join('|')})\\b`, 'm');

/** The kind is among the first lines of any file that people write. */
const head = 65_536;

/** By its own `kind:` line alone, so that a file with problems is listed too. @throws when it cannot be read */
function kindOf(file: string): Kind | undefined {
  const handle = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(head);
    const text = buffer.toString('utf8', 0, readSync(handle, buffer, 0, head, 0));
    const kind = kindLine.exec(text)?.[1];
    return kind as Kind | undefined;
  } finally {
    closeSync(handle);
  }
}

/** YAML files of the kind below a directory, sorted; `node_modules` and hidden directories are left out. @throws when it cannot be read */
export function filesOf(kind: Kind, directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true })
    .flatMap((entry): readonly string[] => {
      const path = join(directory, entry.name);
      if (entry.isDirectory())
        return entry.name === 'node_modules' || entry.name.startsWith('.') ? [] : filesOf(kind, path);
      return entry.isFile() && /\.ya?ml$/.test(entry.name) && kindOf(path) === kind ? [path] : [];
    })
    .sort();
}
