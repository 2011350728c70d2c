/** The entry of the command line: parse, load the one command that was asked for, answer its exit code. */
import { CommanderError } from 'commander';
import { exitCodes } from './exit-code.ts';
import type { Io } from './io.ts';
import { makeProgram } from './program.ts';

const version = '0.1.0';

/** @returns the exit code. Never throws: an unexpected error becomes one line, with its stack under `--verbose`. */
export async function main(argv: readonly string[]): Promise<number> {
  let code: number = exitCodes.held;
  let io: Io | undefined;
  const program = makeProgram(version, async (verb, args, options) => {
    const [{ openIo }, command] = await Promise.all([import('./io.ts'), verb.load()]);
    io = openIo(process, program.opts().color !== false);
    code = await command.execute(io, args, options);
  });
  try {
    await program.parseAsync(argv.length === 0 ? ['--help'] : [...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.held : exitCodes.invalid;
    const { explain } = await import('./failure.ts');
    const failure = explain(error, program.opts().verbose === true);
    process.stderr.write(`${failure.text}\n`);
    return failure.exitCode;
  } finally {
    io?.close();
  }
}
