/** Data as JSON or YAML, for other programs. */
import { redact } from '../../../core/secrets/redact.ts';
import type { Io } from '../io.ts';

export type Format = 'table' | 'text' | 'json' | 'yaml';

/** Prints the value when JSON or YAML was asked for; false when it is for people to read. */
export async function printed(io: Io, format: Format, whole: unknown): Promise<boolean> {
  if (format !== 'json' && format !== 'yaml') return false;
  const value = redact(whole);
  if (format === 'json') io.out(JSON.stringify(value, null, 2));
  else {
    const { stringify } = await import('yaml');
    io.write(stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 }));
  }
  return true;
}
