/** What a run costs the platform, from what was seen of it: histories of its executions and calls on the wire. */
import { type HistoryEvent, paginateGetExecutionHistory, type SFNClient } from '@aws-sdk/client-sfn';
import { prices } from '../../core/plan/prices.ts';
import type { Around } from './gateway.ts';
import type { Item, RequestUnits } from './transitions-table.ts';
import { requestUnits } from './transitions-table.ts';

/** A call of the functions, as it passed the gateway. */
export interface WireCall {
  /** As it was signed: `dynamodb`, `monitoring`, … */
  readonly service: string;
  readonly operation: string;
  readonly sent: string;
  readonly answered: string;
}

/** @param calls what passes from now on is added to them */
export const metering =
  (calls: WireCall[]): Around =>
  async (request, sent, pass) => {
    const reply = await pass();
    const { authorization = '', 'x-amz-target': target } = request.headers;
    const service = /Credential=[^/]+\/\d+\/[\w-]+\/([\w-]+)\//.exec(authorization)?.[1] ?? 'unknown';
    const [sentText, answered] = [sent.toString('latin1'), reply.body.toString('latin1')];
    // Where no header names the operation, the query in the body or the end of the path does.
    const operation =
      String(target ?? '').split('.')[1] ||
      /(?:^|&)Action=(\w+)/.exec(sentText)?.[1] ||
      `${request.method} ${new URL(request.url ?? '/', 'http://localhost').pathname}`;
    calls.push({ service, operation, sent: sentText, answered });
    return reply;
  };

export async function historyEvents(client: SFNClient, executionArn: string): Promise<readonly HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  for await (const page of paginateGetExecutionHistory({ client }, { executionArn })) events.push(...page.events!);
  return events;
}

/**
 * What Step Functions bills for one Standard execution: each state that was entered, each
 * further try of a task, and, as in AWS's own example, its start and its end.
 */
export function transitionsIn(events: readonly HistoryEvent[]): number {
  const count = (pattern: RegExp) => events.filter(({ type }) => pattern.test(type!)).length;
  const tries = count(/^(LambdaFunction|Task)Scheduled$/);
  return count(/StateEntered$/) + (tries - count(/^TaskStateEntered$/)) + 2;
}

export interface CostLine {
  readonly what: string;
  readonly count: number;
  /** Dollars for one. */
  readonly price: number;
}

/** List prices of us-east-1 beside those that plans are made with. */
const read = 0.125 / 1_000_000;
const publish = 0.5 / 1_000_000;
const logByte = 0.5 / 1_000_000_000;
/** Asking for alarms; AWS's list does not name it among the calls that are billed, so this is the most it can be. */
const alarmLook = 0.01 / 1000;

export interface Seen {
  readonly transitions: number;
  readonly invocations: number;
  readonly calls: readonly WireCall[];
  /** Of the table, once the run is over: an update is billed by the size of the whole item. */
  readonly items: readonly Item[];
  /** What functions and machines wrote into their logs. */
  readonly logBytes: number;
}

export function costLines({ transitions, invocations, calls, items, logBytes }: Seen): readonly CostLine[] {
  const asked = (service: string, operation: RegExp) =>
    calls.filter((call) => call.service === service && operation.test(call.operation));
  const metrics = asked('monitoring', /GetMetricData/).reduce((sum, { sent }) => sum + metricsIn(sent), 0);
  const table = calls.filter(({ service }) => service === 'dynamodb');
  const units = table.reduce<RequestUnits>(
    (sum, call) => {
      const { reads, writes } = requestUnits(call, items);
      return { reads: sum.reads + reads, writes: sum.writes + writes };
    },
    { reads: 0, writes: 0 },
  );
  return [
    { what: 'state transitions', count: transitions, price: prices.transition },
    { what: 'Lambda invocations of half a second at 512 MB', count: invocations, price: prices.invocation },
    { what: `DynamoDB write units at most (of ${table.length} requests)`, count: units.writes, price: prices.write },
    { what: 'DynamoDB read units at most', count: units.reads, price: read },
    { what: 'metrics read', count: metrics, price: prices.metricRead },
    { what: 'looks at alarms', count: asked('monitoring', /DescribeAlarms/).length, price: alarmLook },
    { what: 'notices', count: asked('sns', /Publish/).length, price: publish },
    { what: 'bytes of logs at most', count: logBytes, price: logByte },
  ];
}

/** Of a query's text, or of a body that has each query's fields once. */
const metricsIn = (sent: string): number =>
  (/Action=/.test(sent) ? sent.match(/member\.\d+\.Id=/g) : sent.match(/MetricStat/g))?.length ?? 0;

export const dollars = (lines: readonly CostLine[]): number =>
  lines.reduce((sum, { count, price }) => sum + count * price, 0);

export const asText = (lines: readonly CostLine[]): string =>
  [...lines, { what: 'together', count: 1, price: dollars(lines) }]
    .map(
      ({ what, count, price }) => `  ${what.padEnd(50)} ${String(count).padStart(6)}  $${(count * price).toFixed(6)}`,
    )
    .join('\n');
