/** `squall certify --verify`: is this evidence what was signed, and by whom? */
import { readFileSync } from 'node:fs';
import { readPublicKey } from '../../../adapters/signatures/key.ts';
import { exitCodes } from '../../cli/exit-code.ts';
import { Failure } from '../../cli/failure.ts';
import type { Io } from '../../cli/io.ts';
import { plain, plainAll } from '../../cli/text/plain.ts';
import { pairs } from '../../cli/text/table.ts';
import { dateTime } from '../../cli/text/times.ts';
import { wrap } from '../../cli/text/width.ts';
import { verified } from '../evidence/verify.ts';
import { placeWords } from '../place.ts';

/** 0 for valid evidence, whatever it says of the platform; 2 for anything else. */
export async function check(io: Io, file: string, publicKey?: string): Promise<number> {
  const found = verified(read(file), publicKey === undefined ? undefined : trusted(publicKey));
  if (!found.valid) {
    const words = plain(`${file}: ${found.why}`);
    for (const line of wrap(`${io.colours.bold(io.colours.red('ALTERED'))}  ${words}`, io.width())) io.out(line);
    return exitCodes.invalid;
  }
  const { key, statement } = plainAll(found.evidence);
  const { place, outcome, reason, id, by, platformVersion, to } = statement;
  const vouching = found.trusted
    ? 'the one you named'
    : 'the document itself vouches for it: hold it against one that you got by another way, or name the key with --public-key';
  io.out(`${io.colours.bold(io.colours.green('VALID'))}  ${plain(file)} is as it was signed.`);
  const told: readonly (readonly [string, string])[] = [
    ['Key', `${key.fingerprint}, ${vouching}`],
    ['Says', `${outcome}, ${placeWords(place)}. ${reason}`],
    ['Of', `stage ${place.stage}, account ${place.account}, ${place.region}, version ${platformVersion}`],
    ['By', `${by}, ended ${dateTime(to)} (${id})`],
  ];
  for (const line of pairs(told, io.width())) io.out(line);
  return exitCodes.held;
}

function read(file: string): string {
  const text = readFileSync(file, 'utf8');
  if (text.length > 16_777_216) throw new Failure(`${file} is larger than any evidence: 16 MiB are read`);
  return text;
}

function trusted(file: string) {
  const text = readFileSync(file, 'utf8');
  try {
    return readPublicKey(text, file);
  } catch (error) {
    throw new Failure((error as Error).message);
  }
}
