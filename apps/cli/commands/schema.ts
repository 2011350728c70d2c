/** `squall schema`: the JSON Schema that editors complete and check files with. */
import { readFileSync } from 'node:fs';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';

export async function execute(io: Io, [kind = 'experiment']: readonly string[]): Promise<number> {
  const file = new URL(`../../../${kind}.schema.json`, import.meta.url);
  io.write(readFileSync(file, 'utf8'));
  return exitCodes.held;
}
