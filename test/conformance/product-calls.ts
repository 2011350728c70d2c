/** Every AWS operation that the product's code can ask for, read from what it imports. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ProductCall {
  /** `@aws-sdk/client-dynamodb` */
  readonly client: string;
  readonly operation: string;
  /** Relative to the root, sorted. */
  readonly files: readonly string[];
}

/** An import that hides which operations are meant. */
export class UnreadableImport extends Error {
  override readonly name = 'UnreadableImport';
}

/** What can call AWS at run time. `lib` calls nothing: CDK writes templates. */
export const productRooms = ['adapters', 'lambdas', 'apps'];

const named = /import\s+(type\s+)?\{([^}]*)\}\s+from\s+'(@aws-sdk\/(?:client-[a-z0-9-]+|lib-dynamodb))'/g;
const any = /from\s+'@aws-sdk\/(?:client-|lib-)|import\(\s*['"`]@aws-sdk\/(?:client-|lib-)/g;

/** lib-dynamodb gives DynamoDB's operations names of its own. */
const documentOperations: Readonly<Record<string, string>> = {
  BatchGet: 'BatchGetItem',
  BatchWrite: 'BatchWriteItem',
  Delete: 'DeleteItem',
  Get: 'GetItem',
  Put: 'PutItem',
  Query: 'Query',
  Scan: 'Scan',
  TransactGet: 'TransactGetItems',
  TransactWrite: 'TransactWriteItems',
  Update: 'UpdateItem',
};

/** Of one file, `client operation` each. @throws UnreadableImport for waiters, namespaces and dynamic imports */
export function callsIn(source: string, file: string): readonly (readonly [client: string, operation: string])[] {
  const imports = [...source.matchAll(named)];
  if (imports.length !== [...source.matchAll(any)].length)
    throw new UnreadableImport(`${file}: import what you use of the AWS SDK by name, so that this suite can list it`);
  return imports.flatMap(([, onlyTypes, list, from]) => {
    const names = (onlyTypes ? '' : list!).split(',').map((each) => each.trim().replace(/\s+as\s.*$/, ''));
    return names.flatMap((name) => {
      if (/^waitUntil/.test(name)) throw new UnreadableImport(`${file}: ${name}: this suite does not read waiters yet`);
      const operation = /^paginate(?<paged>[A-Z]\w+)$|^(?<sent>[A-Z]\w+)Command$/.exec(name)?.groups;
      const called = operation?.paged ?? operation?.sent;
      if (called === undefined) return [];
      if (from !== '@aws-sdk/lib-dynamodb') return [[from!, called] as const];
      return [['@aws-sdk/client-dynamodb', documentOperations[called] ?? called] as const];
    });
  });
}

/** Operations that the product reads page by page, sorted. */
export function paginatedOperations(root: string): readonly string[] {
  const sources = globSync(`{${productRooms.join(',')}}/**/*.ts`, { cwd: root }).map((file) =>
    readFileSync(join(root, file), 'utf8'),
  );
  const found = sources.flatMap((source) => [...source.matchAll(/\bpaginate([A-Z]\w+)\(/g)].map(([, name]) => name!));
  return [...new Set(found)].sort();
}

/** Sorted by client and operation. */
export function productCalls(root: string): readonly ProductCall[] {
  const found = new Map<string, string[]>();
  for (const file of globSync(`{${productRooms.join(',')}}/**/*.ts`, { cwd: root }).sort())
    for (const [client, operation] of callsIn(readFileSync(join(root, file), 'utf8'), file)) {
      const key = `${client} ${operation}`;
      if (!found.get(key)?.includes(file)) found.set(key, [...(found.get(key) ?? []), file]);
    }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, files]) => ({ client: key.split(' ')[0]!, operation: key.split(' ')[1]!, files }));
}
