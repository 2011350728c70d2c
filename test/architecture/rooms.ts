/** Who may import whom: the allow-list that keeps the house in order. Everything not listed is forbidden. */

export interface Room {
  readonly room: string;
  /** Other rooms, as path prefixes from the root. A room may always import itself. */
  readonly rooms: readonly string[];
  /** Packages, by name, with their subpaths. */
  readonly packages: readonly string[];
  /** Node built-ins, `*` for any. */
  readonly builtins: readonly string[];
  readonly why: string;
}

export const rooms: readonly Room[] = [
  {
    room: 'core',
    rooms: [],
    packages: ['zod/mini', '@noble/hashes'],
    builtins: [],
    why: 'the subject is pure, so that it runs the same in Lambda, on a laptop and in a model check',
  },
  {
    room: 'simulator',
    rooms: [],
    packages: [],
    builtins: [],
    why: 'the engine owns the clock and knows nothing of experiments',
  },
  { room: 'lab', rooms: ['simulator', 'core'], packages: [], builtins: [], why: 'studies run on the simulator' },
  {
    room: 'adapters/simulated/database.ts',
    rooms: ['core', 'simulator'],
    packages: [],
    builtins: ['node:sqlite', 'node:fs', 'node:path'],
    why: 'one file knows the store',
  },
  {
    room: 'adapters/simulated',
    rooms: ['core', 'simulator'],
    packages: [],
    builtins: [],
    why: 'ports filled by the simulated cloud',
  },
  {
    room: 'adapters/toxiproxy',
    rooms: ['core'],
    packages: [],
    builtins: [],
    why: 'a server of somebody else, over its documented interface',
  },
  {
    room: 'adapters/aws',
    rooms: ['core', 'adapters/toxiproxy'],
    packages: ['@aws-sdk', '@smithy'],
    builtins: [],
    why: 'ports filled by AWS',
  },
  {
    room: 'adapters/signatures',
    rooms: ['core'],
    packages: ['zod/mini'],
    builtins: ['node:crypto', 'node:fs', 'node:path'],
    why: 'one way to sign and to check, for evidence and for promotions',
  },
  {
    room: 'packages/lambda-failure',
    rooms: [],
    packages: ['@aws-sdk/client-ssm'],
    builtins: ['node:http', 'node:net'],
    why: "runs in other people's functions: it stands alone, and needs what every runtime has",
  },
  {
    room: 'lambdas',
    rooms: ['core', 'adapters/aws', 'adapters/signatures'],
    packages: ['@middy/core', '@aws-lambda-powertools', '@aws-sdk', 'aws-lambda', 'zod/mini'],
    builtins: [],
    why: 'handlers put the lifecycle and its ports together, and decide nothing',
  },
  {
    room: 'lib/configuration',
    rooms: ['core', 'apps/calendar', 'apps/documents', 'lib/workflow/limits.ts'],
    packages: ['zod/mini'],
    builtins: ['node:fs', 'node:path'],
    why: 'files are read, and their problems told, as everywhere else',
  },
  {
    room: 'lib',
    rooms: ['core', 'lambdas/runtime/environment.ts'],
    packages: ['aws-cdk-lib', 'constructs', 'esbuild', 'yaml'],
    builtins: ['node:fs', 'node:path', 'node:url', 'node:os', 'node:crypto'],
    why: 'what is deployed',
  },
  {
    room: 'apps/aws',
    rooms: ['core', 'adapters/aws', 'lib/configuration', 'lambdas/runtime/environment.ts'],
    packages: ['@aws-sdk'],
    builtins: ['*'],
    why: 'a deployed platform seen from outside: found by its configuration or its outputs, planned with as its functions would',
  },
  {
    room: 'apps/certify',
    rooms: ['core', 'adapters', 'lib/configuration', 'apps'],
    packages: ['zod/mini', '@aws-sdk'],
    builtins: ['*'],
    why: 'a platform certified from outside: disturbed as the world would, its evidence held to a schema',
  },
  {
    room: 'apps/calendar',
    rooms: ['core'],
    packages: ['date-holidays'],
    builtins: ['node:module'],
    why: 'holidays become days where a definition is stored, and nowhere later',
  },
  {
    room: 'apps/exchange',
    rooms: ['core', 'adapters/aws', 'apps/documents'],
    packages: ['yaml', 'smol-toml', '@aws-sdk'],
    builtins: ['node:fs', 'node:path'],
    why: 'files of other systems become experiments, and experiments files of theirs: read, mapped and written, and nothing is run',
  },
  {
    room: 'apps',
    rooms: [
      'core',
      'simulator',
      'lab',
      'adapters',
      'lib/configuration',
      'lib/workflow/definitions',
      'lib/workflow/limits.ts',
    ],
    packages: ['yaml', 'commander', '@clack/prompts', 'picocolors', 'aws-local-stepfunctions'],
    builtins: ['*'],
    why: 'the faces use everything but the Lambda handlers and CDK',
  },
  {
    room: 'attacks',
    rooms: ['core', 'simulator', 'adapters/simulated', 'apps/local', 'lib/workflow/limits.ts'],
    packages: [],
    builtins: ['*'],
    why: 'our own orchestrator under attack: the real lifecycle on ports that lie, lose and repeat',
  },
  {
    room: 'bin',
    rooms: ['apps', 'lib'],
    packages: ['aws-cdk-lib'],
    builtins: ['*'],
    why: 'shims that start a face',
  },
  {
    room: 'bench',
    rooms: ['core', 'simulator', 'lab', 'adapters', 'apps', 'lib'],
    packages: ['yaml'],
    builtins: ['*'],
    why: 'measures, never ships',
  },
];
