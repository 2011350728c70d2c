/** The process's streams and surroundings, as the commands see them. The one file here that reads the environment. */
import picocolors from 'picocolors';

export type Colours = ReturnType<typeof picocolors.createColors>;

export interface Io {
  /** One line to stdout. */
  out(line: string): void;
  /** One line to stderr. */
  err(line: string): void;
  /** To stdout as it is. */
  write(text: string): void;
  readonly colours: Colours;
  readonly errorColours: Colours;
  /** Stdout is a terminal that can be redrawn in place. */
  readonly screen: boolean;
  /** Somebody can be asked. */
  readonly interactive: boolean;
  width(): number;
  height(): number;
  /** Stdout was closed by its reader: further output is dropped. */
  closed(): boolean;
  /** Who runs this, for the record. */
  readonly person: string;
  close(): void;
}

type Surroundings = Pick<NodeJS.Process, 'stdout' | 'stderr' | 'stdin' | 'env'>;

export function openIo({ stdout, stderr, stdin, env }: Surroundings, colour: boolean): Io {
  let closed = false;
  const onError = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    closed = true;
  };
  stdout.on('error', onError);
  stderr.on('error', onError);

  const terminal = stdout.isTTY === true && env.TERM !== 'dumb';
  const wanted = (tty: boolean) => {
    if (!colour || env.NO_COLOR) return false;
    return Boolean(env.FORCE_COLOR && env.FORCE_COLOR !== '0') || tty;
  };
  const write = (text: string) => {
    if (!closed) stdout.write(text);
  };
  return {
    write,
    out: (line) => write(`${line}\n`),
    err: (line) => void stderr.write(`${line}\n`),
    colours: picocolors.createColors(wanted(terminal)),
    errorColours: picocolors.createColors(wanted(stderr.isTTY === true && env.TERM !== 'dumb')),
    screen: terminal && !env.CI,
    interactive: terminal && stdin.isTTY === true && !env.CI,
    width: () => stdout.columns || 100,
    height: () => stdout.rows || 40,
    closed: () => closed,
    person: env.USER || env.LOGNAME || env.USERNAME || 'someone',
    close() {
      stdout.off('error', onError);
      stderr.off('error', onError);
      // An EPIPE may still be on its way.
      stdout.on('error', () => {});
      stderr.on('error', () => {});
    },
  };
}
