/** The functions' code: ESM by esbuild, one asset that shares its chunks, and the stopper in a bundle of its own. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';

export interface Bundles {
  /** Folder with a file for each handler, such as `steps/admit.mjs`, and their shared chunks. */
  readonly shared: string;
  /** Folder with `stop.mjs` alone: its seconds are exposure, so it carries the fewest clients. */
  readonly stopper: string;
  /** Bytes that each handler loads, chunks included, by the handler's path without ending. */
  readonly sizes: Readonly<Record<string, number>>;
}

const stopperEntry = 'lambdas/triggers/stop.ts';

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
  const [all, stop] = await Promise.all([
    build({ ...options(root), entryPoints: entries, outbase: 'lambdas', outdir: shared, splitting: true }),
    build({ ...options(root), entryPoints: [stopperEntry], outdir: stopper }),
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
    plugins: [pureSchemas, credentialsOfLambda],
  }) satisfies BuildOptions;

/**
 * The SDK's clients describe every operation in arrays whose computed keys keep esbuild from
 * dropping the unused ones. They have no side effect: said so, EC2's 830 KB become what is used.
 */
const pureSchemas: Plugin = {
  name: 'pure-schemas',
  setup: ({ onLoad }) =>
    onLoad({ filter: /@aws-sdk[/\\]client-[^/\\]+[/\\]dist-es[/\\]schemas[/\\]schemas_\d+\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(
        /^(export )?var ([\w$]+) = (\[[\s\S]*?\]);$/gm,
        '$1var $2 = /* @__PURE__ */ (() => $3)();',
      ),
      loader: 'js',
    })),
};

/**
 * A function's credentials are in its environment. The SDK's default chain would carry
 * profiles, single sign-on and instance metadata with it: a third of the stopper.
 */
const credentialsOfLambda: Plugin = {
  name: 'credentials-of-lambda',
  setup: ({ onLoad }) =>
    onLoad({ filter: /@aws-sdk[/\\]credential-provider-node[/\\]dist-es[/\\]index\.js$/ }, ({ path }) => ({
      contents: `import { fromEnv } from '@aws-sdk/credential-provider-env';
export const defaultProvider = (init) => fromEnv(init);`,
      resolveDir: dirname(path),
      loader: 'js',
    })),
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
