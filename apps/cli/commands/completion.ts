/** `squall completion`: a script for a shell, made from the table of verbs. */
import { bash } from '../completion/bash.ts';
import { fish } from '../completion/fish.ts';
import { zsh } from '../completion/zsh.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { verbs } from '../verbs/index.ts';

const scripts = { bash, zsh, fish };

export async function execute(io: Io, [shell]: readonly string[]): Promise<number> {
  io.write(scripts[shell as keyof typeof scripts](verbs));
  return exitCodes.held;
}
