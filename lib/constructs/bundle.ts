/** The functions' code: ESM by esbuild, one asset that shares its chunks, and the stopper in a bundle of its own. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { lean } from './lean.ts';

export interface Bundles {
  /** Folder with a file for each handler, such as `steps/admit.mjs`, and their shared chunks. */
  readonly shared: string;
  /** Folder with `stop.mjs` alone: its seconds are exposure, so it carries the fewest clients. */
  readonly stopper: string;
  /** Bytes that each handler loads, chunks included, by the handler's path without ending. */
  readonly sizes: Readonly<Record<string, number>>;
}

const stopperEntry = 'lambdas/triggers/stop.ts';
/** What the stopper loads for other accounts alone. Within one bundle a part of it would be in a chunk that is always loaded. */
const apart = 'adapters/aws/account.ts';

/**
 * @param root of the repository
 * @param outdir is emptied first
 * @throws what esbuild says of code that cannot be bundled
 */
export async function bundleFunctions(root: string, outdir: string): Promise<Bundles> {
  const [shared, stopper] = [join(outdir, 'shared'), join(outdir, 'stopper')];
  rmSync(outdir, { recursive: true, force: true });
  const entries = ['steps', 'triggers', 'deployment']
    .flatMap((room) => handlersIn(root, room))
    .filter((file) => file !== stopperEntry);
  const alone = { ...options(root), outdir: stopper };
  const [all, stop] = await Promise.all([
    build({ ...options(root), entryPoints: entries, outbase: 'lambdas', outdir: shared }),
    build({ ...alone, entryPoints: [stopperEntry], plugins: [...alone.plugins, leftApart] }),
    build({ ...alone, entryPoints: [apart], chunkNames: 'account-[name]-[hash]' }),
  ]);
  return { shared, stopper, sizes: { ...loaded(all.metafile), ...loaded(stop.metafile) } };
}

/** Files of `lambdas/<room>` that export a handler. */
const handlersIn = (root: string, room: string): readonly string[] =>
  readdirSync(join(root, 'lambdas', room))
    .map((name) => `lambdas/${room}/${name}`)
    .filter((file) => /^export const handler\b/m.test(readFileSync(join(root, file), 'utf8')))
    .sort();

const options = (root: string) =>
  ({
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    outExtension: { '.js': '.mjs' },
    minify: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'error',
    // A CommonJS package inside asks for Node's own modules by `require`, which ESM does not have.
    banner: { js: "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);" },
    plugins: lean,
    // What is only sometimes needed is a chunk of its own, loaded when it is.
    splitting: true,
  }) satisfies BuildOptions;

const leftApart: Plugin = {
  name: 'left-apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /[/\\]account\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './account.mjs', external: true } : undefined,
    ),
};

function loaded({ outputs }: Metafile): Record<string, number> {
  const reach = (file: string, seen: Set<string>): Set<string> => {
    if (seen.has(file)) return seen;
    seen.add(file);
    for (const { path, kind } of outputs[file]?.imports ?? []) if (kind === 'import-statement') reach(path, seen);
    return seen;
  };
  return Object.fromEntries(
    Object.entries(outputs).flatMap(([file, { entryPoint }]) => {
      if (!entryPoint?.startsWith('lambdas/')) return [];
      const bytes = [...reach(file, new Set())].reduce((sum, each) => sum + (outputs[each]?.bytes ?? 0), 0);
      return [[entryPoint.replace(/^lambdas\/|\.ts$/g, ''), bytes]];
    }),
  );
}
