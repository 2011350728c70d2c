/** What a function never needs, taken out while it is bundled: of the SDK above all. Each plugin says why that is safe. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * The SDK's clients describe every operation in arrays whose computed keys keep esbuild from
 * dropping the unused ones. They have no side effect: said so, EC2's 830 KB become what is used.
 *
 * Each error of a service has a class, kept alive by its registration alone. Without it the
 * SDK throws the service's base exception with the error's code as its name and with what the
 * answer holds, which is what we go by (`adapters/aws/errors.ts`). The base class stays, and
 * so do errors that say that they may be tried again.
 */
const schemas: Plugin = {
  name: 'schemas',
  setup: ({ onLoad }) =>
    onLoad({ filter: /@aws-sdk[/\\]client-[^/\\]+[/\\]dist-es[/\\]schemas[/\\]schemas_\d+\.js$/ }, ({ path }) => {
      const retryable = retryableErrors(dirname(path));
      const contents = readFileSync(path, 'utf8')
        .replace(/^(export )?var ([\w$]+) = (\[[\s\S]*?\]);$/gm, '$1var $2 = /* @__PURE__ */ (() => $3)();')
        .replace(/^n\d+_registry\.registerError\([\w$]+, (\w+)\);$/gm, (line, name) =>
          retryable.has(name) ? line : '',
        );
      return { contents, loader: 'js' };
    }),
};

function retryableErrors(schemasFolder: string): ReadonlySet<string> {
  const file = join(schemasFolder, '../models/errors.js');
  if (!existsSync(file)) return new Set();
  const text = readFileSync(file, 'utf8');
  const classes = text.split(/^export class /m).slice(1);
  return new Set(classes.flatMap((each) => (each.includes('$retryable') ? [/^\w+/.exec(each)![0]] : [])));
}

/** Clients tell AWS their version by their package.json, of which nothing else is needed: 2 to 3 KB each. */
const versions: Plugin = {
  name: 'versions',
  setup: ({ onLoad }) =>
    onLoad({ filter: /@aws-sdk[/\\]client-[^/\\]+[/\\]package\.json$/ }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(path, 'utf8')) as { readonly version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    }),
};

/**
 * Clients take their protocol from a list of all that there are. Chunks are made of whole files:
 * by way of the list, whoever has a client that speaks JSON would load those that speak XML.
 */
const protocolList = '@aws-sdk/core/protocols';
const speakers =
  /@aws-sdk[/\\](?:client-[^/\\]+[/\\]dist-es[/\\]runtimeConfig\.shared|dynamodb-codec[/\\]dist-es[/\\].+)\.js$/;

const protocols: Plugin = {
  name: 'protocols',
  setup: ({ onLoad, resolve }) =>
    onLoad({ filter: speakers }, async ({ path }) => {
      const { path: list } = await resolve(protocolList, { kind: 'import-statement', resolveDir: dirname(path) });
      const found = new Map(
        [...readFileSync(list, 'utf8').matchAll(/^export \{([^}]+)\} from "([^"]+)";$/gm)].flatMap(
          ([, names = '', from = '']) =>
            namesIn(names).map((name) => [name, from.startsWith('.') ? join(dirname(list), `${from}.js`) : from]),
        ),
      );
      const contents = readFileSync(path, 'utf8').replace(
        new RegExp(`^import \\{([^}]+)\\} from "${protocolList}";$`, 'm'),
        (_line, names: string) =>
          namesIn(names)
            .map((name) => `import { ${name} } from ${JSON.stringify(found.get(name) ?? protocolList)};`)
            .join('\n'),
      );
      return { contents, loader: 'js' };
    }),
};

const namesIn = (list: string): readonly string[] => list.split(',').flatMap((name) => name.trim() || []);

/**
 * A function's credentials are in its environment. The SDK's default chain would carry
 * profiles, single sign-on and instance metadata with it: a third of the stopper.
 */
const credentials: Plugin = {
  name: 'credentials',
  setup: ({ onLoad }) =>
    onLoad({ filter: /@aws-sdk[/\\]credential-provider-node[/\\]dist-es[/\\]index\.js$/ }, ({ path }) => ({
      contents: `import { fromEnv } from '@aws-sdk/credential-provider-env';
export const defaultProvider = (init) => fromEnv(init);`,
      resolveDir: dirname(path),
      loader: 'js',
    })),
};

/** Files of the SDK that no call of ours comes to: what stands in for each, and why. */
const standIns: readonly { readonly file: RegExp; readonly contents: string }[] = [
  {
    // DynamoDB's client keeps endpoints that it has discovered in 8 KB of a cache, and discovers none unless it is told to.
    file: /[/\\]mnemonist[/\\]lru-cache\.js$/,
    contents: 'export default class extends Map { constructor() { super(); } peek(key) { return this.get(key); } }',
  },
  {
    // For an adaptive rate of calls: every client of ours is told to retry in the standard mode (`adapters/aws/clients.ts`).
    file: /[/\\]util-retry[/\\](?:dist-es[/\\])?DefaultRateLimiter\.js$/,
    contents: `export class DefaultRateLimiter { constructor() { throw new Error('adaptive retries are not bundled'); } }`,
  },
  {
    // For a Node.js that has no cryptography: Lambda's has.
    file: /[/\\]sha256[/\\]Sha256Js\.js$/,
    contents: `export class Sha256Js { constructor() { throw new Error('node:crypto is missing'); } }`,
  },
];

const unreached: Plugin = {
  name: 'unreached',
  setup({ onLoad }) {
    for (const { file, contents } of standIns) onLoad({ filter: file }, () => ({ contents, loader: 'js' }));
  },
};

/** Importing a module of ours does nothing by itself: one of which nothing is used is left out. */
const ownModules: Plugin = {
  name: 'own-modules',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ path, resolveDir, kind }) =>
      kind === 'import-statement' ? { path: join(resolveDir, path), sideEffects: false } : undefined,
    ),
};

export const lean: Plugin[] = [ownModules, schemas, versions, protocols, credentials, unreached];
