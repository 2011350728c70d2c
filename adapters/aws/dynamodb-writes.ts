/** Writes to the history's table, in DynamoDB's own expressions: `#name` is an attribute, `:name` a value. */
import { historyTable } from '../../core/history/table.ts';

export interface Key {
  readonly [historyTable.partitionKey]: string;
  readonly [historyTable.sortKey]: string;
}

export type Item = Key & Readonly<Record<string, unknown>>;

interface Expressions {
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

/** One of the three. */
export interface Write {
  readonly Put?: { readonly Item: Record<string, unknown> } & Expressions;
  readonly Update?: { readonly Key: Record<string, unknown>; readonly UpdateExpression: string } & Expressions;
  readonly Delete?: { readonly Key: Record<string, unknown> } & Expressions;
}

export const key = (pk: string, sk: string): Key => ({
  [historyTable.partitionKey]: pk,
  [historyTable.sortKey]: sk,
});

/** Condition of a write that makes its item. */
export const isNew = `attribute_not_exists(#${historyTable.partitionKey})`;
export const stands = `attribute_exists(#${historyTable.partitionKey})`;

/** DynamoDB refuses names and values that no expression uses, and empty maps of them. */
function expressions(text: string, when: string | undefined, values: Readonly<Record<string, unknown>>): Expressions {
  const names = `${text} ${when ?? ''}`.match(/#\w+/g) ?? [];
  const given = Object.entries(values);
  return {
    ...(when !== undefined && { ConditionExpression: when }),
    ...(names.length > 0 && {
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [name, name.slice(1)])),
    }),
    ...(given.length > 0 && {
      ExpressionAttributeValues: Object.fromEntries(given.map(([name, value]) => [`:${name}`, value])),
    }),
  };
}

export const put = (item: Item, when?: string, values: Readonly<Record<string, unknown>> = {}): Write => ({
  Put: { Item: { ...item }, ...expressions('', when, values) },
});

export const update = (at: Key, how: string, values: Readonly<Record<string, unknown>>, when?: string): Write => ({
  Update: { Key: { ...at }, UpdateExpression: how, ...expressions(how, when, values) },
});

export const remove = (at: Key, when?: string): Write => ({
  Delete: { Key: { ...at }, ...expressions('', when, {}) },
});
