/** Request units of DynamoDB on demand, from requests and answers as they were: never too few. */
import { historyTable } from '../../core/history/table.ts';
import type { WireCall } from './transitions.ts';

/** As the wire has it: each attribute under its type. */
type Attributes = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
export type Item = Attributes;

export interface RequestUnits {
  /** Of 4 KB, strongly consistent. */
  readonly reads: number;
  /** Of 1 KB. */
  readonly writes: number;
}

interface Write {
  readonly Item?: Attributes;
  readonly Key?: Attributes;
}

interface Request extends Write {
  readonly TransactItems?: readonly Readonly<Record<string, Write>>[];
}

interface Answer {
  readonly Items?: readonly Attributes[];
  readonly Responses?: Readonly<Record<string, readonly Attributes[]>>;
}

const { partitionKey, sortKey, indexes } = historyTable;
/** JSON with its types, quotes and commas is larger than what DynamoDB counts. */
const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const units = (size: number, of: number): number => Math.max(1, Math.ceil(size / of));
const keyOf = (item: Attributes): string => JSON.stringify([item[partitionKey], item[sortKey]]);

/** @param items of the table as it is now, for what an update touched: it is billed by the whole item */
export function requestUnits({ operation, sent, answered }: WireCall, items: readonly Item[]): RequestUnits {
  const stored = new Map(items.map((item) => [keyOf(item), item]));
  const written = ({ Item, Key }: Write): number => {
    const item = Item ?? stored.get(keyOf(Key!)) ?? Key!;
    // Only keys are projected: an entry is one unit, counted here with each write though it seldom changes.
    const entries = Object.values(indexes).filter((index) => index.partitionKey in item).length;
    return units(bytes(item), 1024) + entries;
  };
  const request = JSON.parse(sent) as Request;
  if (operation === 'TransactWriteItems') {
    const all = request.TransactItems!.map((each) => Object.values(each)[0]!);
    return { reads: 0, writes: 2 * all.reduce((sum, each) => sum + written(each), 0) };
  }
  if (operation === 'PutItem' || operation === 'UpdateItem' || operation === 'DeleteItem')
    return { reads: 0, writes: written(request) };
  const answer = JSON.parse(answered) as Answer;
  if (operation === 'BatchGetItem') {
    const found = Object.values(answer.Responses ?? {}).flat();
    return { reads: found.reduce((sum, item) => sum + units(bytes(item), 4096), 0), writes: 0 };
  }
  if (operation === 'GetItem' || operation === 'Query') return { reads: units(bytes(answer), 4096), writes: 0 };
  throw new Error(`nobody has said what ${operation} costs`);
}
