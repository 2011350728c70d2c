/**
 * A Toxiproxy to test against: the one that TOXIPROXY_SERVER names or that is on the path, or
 * else one that is built with Go, once, in the version and from the source that stand here.
 * The checksum is that of the module, and what it is made of is held to Go's checksum
 * database. It is built beside the suite's Python, and kept.
 */
import { execFile } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const module = 'github.com/Shopify/toxiproxy/v2';
const version = 'v2.12.0';
/** As `go mod download -json` says it, and as sum.golang.org has it. */
const sum = 'h1:d1x++lYZg/zijXPPcv7PH0MvHMzEI5aX/YuUi/Sw+yg=';

const root = join(import.meta.dirname, '../..');
const built = join(root, '.toxiproxy-conformance', version);

/** With where Go's own archive is unpacked to, which is on nobody's path by itself. */
const withGo = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: [process.env.PATH ?? '', '/usr/local/go/bin'].join(delimiter),
});

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** What is there already, without building any. @param env `TOXIPROXY_SERVER` goes before the path, and the path before what was built */
export const installedToxiproxy = (env: NodeJS.ProcessEnv): string | undefined =>
  [
    ...(env.TOXIPROXY_SERVER === undefined ? [] : [env.TOXIPROXY_SERVER]),
    ...(env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'toxiproxy-server')),
    join(built, 'server'),
  ].find(isProgram);

/** The program, or why there is none. Of two suites at once both build, and one is kept. */
export async function toxiproxyBuilt(): Promise<{ readonly program: string } | { readonly why: string }> {
  const there = installedToxiproxy(process.env);
  if (there !== undefined) return { program: there };
  try {
    const { stdout } = await run('go', ['mod', 'download', '-json', `${module}@${version}`], {
      cwd: '/',
      env: withGo(),
    });
    const found = (JSON.parse(stdout) as { Sum?: string }).Sum;
    if (found !== sum) return { why: `${module}@${version} has the checksum ${found}, and ${sum} is expected` };
    const folder = mkdtempSync(`${root}/.toxiproxy-conformance.`);
    try {
      const env = { ...withGo(), GOBIN: join(folder, 'bin'), GOFLAGS: '-trimpath' };
      await run('go', ['install', `${module}/cmd/server@${version}`], { cwd: '/', env });
      keep(join(folder, 'bin'));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return { program: join(built, 'server') };
  } catch (error) {
    const { stderr, message, code } = error as { stderr?: string; message: string; code?: unknown };
    const why = code === 'ENOENT' ? 'neither a Toxiproxy nor Go is installed here' : stderr || message;
    return { why: String(why).trim().split('\n').at(-1)! };
  }
}

function keep(folder: string): void {
  mkdirSync(join(built, '..'), { recursive: true });
  try {
    renameSync(folder, built);
  } catch (error) {
    // Another suite was quicker.
    if (!isProgram(join(built, 'server'))) throw error;
  }
}
