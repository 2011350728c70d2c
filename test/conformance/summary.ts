/** What the suite proved, by whom: made from the calls that its servers saw, never by hand. */
import type { ProductCall } from './product-calls.ts';
import type { Claim, Line, RecordedCall, Skipped } from './recorded-calls.ts';

/** Where an operation's requests are found on the wire. */
export interface Naming {
  /** How requests of that SDK client are signed. */
  signedAs(client: string): string | undefined;
  operationByPath(signedAs: string, method: string, path: string): string | undefined;
}

export interface Observed extends ProductCall {
  readonly signedAs: string;
}

export interface Unproved extends Observed {
  readonly why: string;
}

/** A call, how often it was seen, and what was said of it. */
export interface Counted {
  readonly call: string;
  readonly times: number;
  readonly said: string;
}

export interface Summary {
  /** The product's own calls that moto alone answered. */
  readonly overTheWire: readonly Observed[];
  /** Those that a server of the suite answered, or laid something over. */
  readonly byTheStub: readonly (Observed & { readonly by: string })[];
  readonly byNothing: readonly Unproved[];
  readonly refused: readonly Counted[];
  readonly notCreated: readonly Counted[];
  /** What moto's services ask of each other. */
  readonly motosOwn: readonly Counted[];
  readonly calls: { readonly product: number; readonly suite: number; readonly moto: number };
}

interface Seen {
  readonly key: string;
  readonly from: 'product' | 'suite' | 'moto';
  readonly by: readonly RecordedCall['by'][];
  readonly last: RecordedCall;
}

/** Why nothing is known of it. */
export const never = 'never called';

const notImplemented = /not.?implemented|not yet|NotImplementedError|InvalidAction|UnknownOperation|not supported/i;
const isRefusal = ({ status, reason = '' }: RecordedCall): boolean =>
  status === 501 || status >= 500 || notImplemented.test(reason);

/** Our SDK in a process without claims is the product's command line: nothing else that the suite starts has one. */
function callerOf({ agent, id }: RecordedCall, claims: ReadonlyMap<string, Claim['from']>): Seen['from'] {
  if (/^aws-sdk-js/.test(agent)) return claims.get(id ?? '') ?? 'product';
  return /boto/i.test(agent) && !/aws-cli|squall-suite/.test(agent) ? 'moto' : 'suite';
}

function seenOf(lines: readonly Line[], naming: Naming): readonly Seen[] {
  const claims = new Map(lines.flatMap((line) => (line.by === 'client' ? [[line.id, line.from]] : [])));
  const byId = new Map<string, RecordedCall[]>();
  for (const [n, line] of lines.entries()) {
    if (line.by === 'client' || line.by === 'stacks') continue;
    const id = line.id ?? `without ${n}`;
    byId.set(id, [...(byId.get(id) ?? []), line]);
  }
  return [...byId.values()].map((calls) => {
    const last = calls.at(-1)!;
    const { service, method, path } = last;
    const operation =
      calls.find((call) => call.operation)?.operation ??
      naming.operationByPath(service, method, path) ??
      `${method} ${path}`;
    // A try that was throttled or lost, and then answered, was answered.
    const best = calls.find(({ status }) => status < 400) ?? last;
    return {
      key: `${service} ${operation}`,
      from: callerOf(last, claims as Map<string, Claim['from']>),
      by: [...new Set(calls.map(({ by }) => by))],
      last: best,
    };
  });
}

function counted(all: readonly { readonly call: string; readonly said: string }[]): readonly Counted[] {
  const times = new Map<string, number>();
  for (const each of all) {
    const key = JSON.stringify([each.call, each.said]);
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  return [...times].sort().map(([key, n]) => {
    const [call, said] = JSON.parse(key) as [string, string];
    return { call, times: n, said };
  });
}

/** @param lines of the test files that passed: what a failed file saw proves nothing */
export function summarise(lines: readonly Line[], product: readonly ProductCall[], naming: Naming): Summary {
  const seen = seenOf(lines, naming);
  const from = (who: Seen['from']) => seen.filter((each) => each.from === who);
  const overTheWire: Observed[] = [];
  const byTheStub: (Observed & { by: string })[] = [];
  const byNothing: Unproved[] = [];
  for (const call of product) {
    const signedAs = naming.signedAs(call.client) ?? call.client;
    const known = seen.filter(({ key }) => key === `${signedAs} ${call.operation}`);
    const ours = known.filter((each) => each.from === 'product');
    const answered = ours.filter(({ last }) => last.status < 400);
    const helped = answered.filter(({ by }) => by.some((each) => each !== 'moto'));
    if (answered.length > helped.length) overTheWire.push({ ...call, signedAs });
    else if (helped.length > 0) {
      const by = [...new Set(helped.flatMap((each) => each.by))].sort().join(' and ');
      byTheStub.push({ ...call, signedAs, by });
    } else byNothing.push({ ...call, signedAs, why: whyNot(known, ours) });
  }
  const skipped = lines.filter((line): line is Skipped => line.by === 'stacks');
  const told = (each: Seen) => ({ call: each.key, said: `${each.last.status} ${each.last.reason ?? ''}`.trim() });
  return {
    overTheWire,
    byTheStub,
    byNothing,
    refused: counted(seen.filter(({ last, by }) => by.includes('moto') && isRefusal(last)).map(told)),
    notCreated: counted(skipped.map(({ type, stack }) => ({ call: type, said: stack }))),
    motosOwn: counted(from('moto').map((each) => ({ call: each.key, said: `answered by ${each.by.join(' and ')}` }))),
    calls: { product: from('product').length, suite: from('suite').length, moto: from('moto').length },
  };
}

function whyNot(known: readonly Seen[], ours: readonly Seen[]): string {
  if (ours.length > 0) {
    const answers = new Set(ours.map(({ last }) => `${last.status} ${last.reason ?? ''}`.trim()));
    return `answered with errors only: ${[...answers].join(', ')}`;
  }
  return known.length > 0 ? 'called by the suite alone' : never;
}
