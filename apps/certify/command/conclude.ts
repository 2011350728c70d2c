/** The end of a certification: its statement signed, written, and told. */
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Io } from '../../cli/io.ts';
import { plain } from '../../cli/text/plain.ts';
import { wrap } from '../../cli/text/width.ts';
import type { Statement } from '../evidence/schema.ts';
import { signed } from '../evidence/sign.ts';
import { writeEvidence } from '../evidence/write.ts';
import { exitCodeOf } from '../exit-code.ts';
import { outcomeOf } from '../outcome.ts';
import { placeWords } from '../place.ts';

export interface Concluded extends Omit<Statement, 'platformVersion' | 'outcome' | 'reason' | 'exercises'> {
  readonly exercises: Statement['exercises'];
  readonly interrupted: boolean;
  readonly key: KeyObject;
  readonly directory: string;
}

const version = (): string => {
  const file = fileURLToPath(new URL('../../../package.json', import.meta.url));
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
};

export async function conclude(
  io: Io,
  { json }: { readonly json?: true },
  { interrupted, key, directory, ...facts }: Concluded,
): Promise<number> {
  const { outcome, reason } = outcomeOf(facts.exercises);
  const evidence = signed({ ...facts, platformVersion: version(), outcome, reason }, key);
  const files = await writeEvidence(evidence, directory);
  const exitCode = exitCodeOf(facts.exercises, interrupted);
  const { fingerprint } = evidence.key;
  if (json) {
    io.out(JSON.stringify({ type: 'result', outcome, exitCode, reason, fingerprint, ...files }));
    return exitCode;
  }
  const { bold, green, red } = io.colours;
  io.out('');
  const word = bold(outcome === 'certified' ? green('CERTIFIED') : red('NOT CERTIFIED'));
  io.out(`${word}, ${placeWords(facts.place)}`);
  for (const line of wrap(plain(reason), io.width())) io.out(line);
  io.out('');
  io.out(`Evidence  ${files.evidence}`);
  io.out(`Summary   ${files.summary}`);
  io.out(`Key       ${fingerprint}`);
  return exitCode;
}
