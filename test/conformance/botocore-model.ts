/** A service as botocore describes it to its own users: what requests and answers must look like. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';

interface Shape {
  readonly type: string;
  readonly members?: Readonly<
    Record<string, { readonly shape: string; readonly location?: string; readonly locationName?: string }>
  >;
  readonly required?: readonly string[];
  readonly member?: { readonly shape: string };
  readonly key?: { readonly shape: string };
  readonly value?: { readonly shape: string };
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
}

interface Operation {
  readonly name: string;
  readonly http: { readonly method: string; readonly requestUri: string };
  readonly input?: { readonly shape: string };
  readonly output?: { readonly shape: string };
  readonly errors?: readonly { readonly shape: string }[];
}

export interface ServiceModel {
  /** The operation that a request is for, with what its path holds. */
  operationOf(
    method: string,
    path: string,
  ): { readonly name: string; readonly inPath: Readonly<Record<string, string>> } | undefined;
  /** What a member of a request or an answer is called in it: `Reservations` is `reservationSet` in EC2's XML. */
  wireName(operation: string, direction: 'input' | 'output', member: string): string;
  /** What is wrong with it, a sentence each. Parts in the path and the query are merged by the caller. */
  problemsOf(operation: string, direction: 'input' | 'output', value: unknown): readonly string[];
  /** @param code of the error, as its header has it: whether the operation may answer so */
  problemsOfError(operation: string, code: string | undefined): readonly string[];
}

/** Where the botocore that came with moto keeps its models, a folder a service. */
function dataFolder(): string {
  const lib = join(import.meta.dirname, '../../.venv-conformance/lib');
  const python = readdirSync(lib).find((name) => name.startsWith('python'))!;
  return join(lib, python, 'site-packages/botocore/data');
}

/** The names of all services that botocore knows. */
export const serviceNames = (): readonly string[] =>
  readdirSync(dataFolder(), { withFileTypes: true }).flatMap((each) => (each.isDirectory() ? [each.name] : []));

/** The newest version of what botocore knows of a service. */
function modelFile(service: string, file: string): Buffer {
  const versions = join(dataFolder(), service);
  return readFileSync(join(versions, readdirSync(versions).sort().at(-1)!, file));
}

/** Operations and shapes. @param bytes of the packed file: cut short, what there is of it is unpacked */
export const serviceText = (service: string, bytes = Number.POSITIVE_INFINITY): string =>
  gunzipSync(modelFile(service, 'service-2.json.gz').subarray(0, bytes), {
    finishFlush: constants.Z_SYNC_FLUSH,
  }).toString();

/** How the answers of an operation come in pages. */
export interface Paginator {
  readonly input_token: string;
  readonly output_token: string;
  readonly limit_key?: string;
  readonly result_key: string | readonly string[];
}

/** Undefined for an operation that answers whole. */
export function paginatorOf(service: string, operation: string): Paginator | undefined {
  const { pagination } = JSON.parse(modelFile(service, 'paginators-1.json').toString()) as {
    readonly pagination: Readonly<Record<string, Paginator>>;
  };
  return pagination[operation];
}

/** Checks of requests and answers are for REST services in JSON. */
export function serviceModel(service: string): ServiceModel {
  const { metadata, operations, shapes } = JSON.parse(serviceText(service)) as {
    readonly metadata: { readonly protocol: string };
    readonly operations: Readonly<Record<string, Operation>>;
    readonly shapes: Readonly<Record<string, Shape>>;
  };
  return {
    operationOf(method, path) {
      for (const { name, http, input } of Object.values(operations)) {
        const held = http.method === method ? matched(http.requestUri, path) : undefined;
        if (!held) continue;
        const members = Object.entries(shapes[input?.shape ?? '']?.members ?? {});
        const memberOf = (part: string) => members.find(([, { locationName }]) => locationName === part)?.[0] ?? part;
        return { name, inPath: Object.fromEntries(Object.entries(held).map(([part, text]) => [memberOf(part), text])) };
      }
      return undefined;
    },
    wireName(operation, direction, member) {
      const held = shapes[operations[operation]?.[direction]?.shape ?? '']?.members?.[member];
      const name = held?.locationName ?? member;
      // EC2's forms begin their names with a capital, whatever its XML does.
      return metadata.protocol === 'ec2' && direction === 'input' ? name[0]!.toUpperCase() + name.slice(1) : name;
    },
    problemsOf(operation, direction, value) {
      const shape = operations[operation]?.[direction]?.shape;
      return shape === undefined ? [] : problems(shapes, shape, value, `${operation} ${direction}`);
    },
    problemsOfError(operation, code = 'an error without a name') {
      const { errors = [] } = operations[operation] ?? {};
      return errors.some(({ shape }) => shape === code) ? [] : [`${operation} does not answer ${code}`];
    },
  };
}

function matched(uri: string, path: string): Readonly<Record<string, string>> | undefined {
  const [wanted, found] = [uri.split('/'), path.split('/')];
  if (wanted.length !== found.length) return undefined;
  const held: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name) held[name] = decodeURIComponent(found[i]!);
    else if (part !== found[i]) return undefined;
  }
  return held;
}

function problems(
  shapes: Readonly<Record<string, Shape>>,
  name: string,
  value: unknown,
  at: string,
): readonly string[] {
  const shape = shapes[name]!;
  const wrong = (what: string) => [`${at}: ${what} (${name}): ${JSON.stringify(value)}`];
  const inner = (shapeName: string, each: unknown, where: string) =>
    problems(shapes, shapeName, each, `${at}.${where}`);
  switch (shape.type) {
    case 'structure': {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong('not a structure');
      const { members = {}, required = [] } = shape;
      return [
        ...required.filter((key) => !(key in value)).flatMap((key) => wrong(`${key} is missing`)),
        ...Object.entries(value).flatMap(([key, each]) =>
          members[key] ? inner(members[key].shape, each, key) : wrong(`${key} is unknown`),
        ),
      ];
    }
    case 'list':
      if (!Array.isArray(value)) return wrong('not a list');
      if (value.length > (shape.max ?? Number.POSITIVE_INFINITY)) return wrong(`more than ${shape.max}`);
      return value.flatMap((each, i) => inner(shape.member!.shape, each, String(i)));
    case 'map':
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong('not a map');
      return Object.entries(value).flatMap(([key, each]) => [
        ...inner(shape.key!.shape, key, `key ${key}`),
        ...inner(shape.value!.shape, each, key),
      ]);
    case 'string': {
      if (typeof value !== 'string') return wrong('not a string');
      if (shape.enum && !shape.enum.includes(value)) return wrong('not among the allowed');
      if (value.length < (shape.min ?? 0) || value.length > (shape.max ?? Number.POSITIVE_INFINITY))
        return wrong('length');
      const whole = shape.pattern && new RegExp(`^(?:${shape.pattern})$`, 'u');
      return whole && value !== '' && !whole.test(value) ? wrong(`not ${shape.pattern}`) : [];
    }
    case 'boolean':
      return typeof value === 'boolean' ? [] : wrong('not a boolean');
    default:
      return typeof value === 'number' ? [] : wrong('not a number');
  }
}
