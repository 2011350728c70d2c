/** What a certification costs in AWS and how long it takes, before it begins. Pure. */
import { millis } from '../../core/experiment/durations.ts';
import { fisPrice } from '../../core/faults/aws/of-fis.ts';
import { fault } from '../../core/faults/catalogue.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { prices } from '../../core/plan/prices.ts';
import type { Millis } from '../../core/ports/clock.ts';
import type { Estimate } from './evidence/schema.ts';

const minute: Millis = 60_000;
const hour = 60 * minute;
/** Gate and proofs, and the group replacing a server. */
const around = 4 * minute;
/** What each look comes to, and each run once: as `core/plan/cost.ts` counts them. */
const look = { transitions: 3, invocations: 1, writes: 5 };
const transitionsOnce = 16;

/** The sample fleet, by the hour: it costs so much while it is deployed, certified or not. */
const fleet = [
  { what: 'three servers (t4g.nano)', hourly: 3 * 0.0042, source: 'Amazon EC2 On-Demand, us-east-1' },
  { what: 'a load balancer', hourly: 0.0225, source: 'Elastic Load Balancing, us-east-1' },
  { what: 'six public IPv4 addresses', hourly: 6 * 0.005, source: 'Amazon VPC, public IPv4' },
];

type Item = Estimate['items'][number];

/** @param plans of the exercises that have one: the others cost nothing */
export function estimateOf(plans: readonly Plan[]): Estimate {
  const sum = (of: (plan: Plan) => number) => plans.reduce((total, plan) => total + of(plan), 0);
  const expected = sum(({ times, definition }) => times.waves + millis(definition.hypothesis.recovery.hold) + around);
  const looks = sum(looksOf);
  const reads = sum((plan) => looksOf(plan) * plan.definition.hypothesis.probes.length);
  const items = [
    item('faults', sum(actionMinutes), 'action-minute', fisPrice, 'AWS FIS price list'),
    item(
      'state machines',
      transitionsOnce * plans.length + look.transitions * looks,
      'transition',
      prices.transition,
      'AWS Step Functions, Standard workflows',
    ),
    item('functions', look.invocations * looks, 'call', prices.invocation, 'AWS Lambda, 512 MB for half a second'),
    item('history', look.writes * looks, 'write', prices.write, 'Amazon DynamoDB on demand'),
    item('probes', reads, 'metric', prices.metricRead, 'Amazon CloudWatch GetMetricData'),
    ...fleet.map(({ what, hourly, source }) => item(what, round(expected / hour, 2), 'hour', hourly, source)),
  ];
  return {
    items,
    dollars: round(
      items.reduce((total, { dollars }) => total + dollars, 0),
      2,
    ),
    expected,
    longest: sum(({ times }) => times.lease),
  };
}

const item = (what: string, quantity: number, unit: string, price: number, source: string): Item => ({
  what,
  quantity,
  unit,
  price: decimalOf(price),
  dollars: round(quantity * price, 4),
  source,
});

/** By the begun minute, at least one, as FIS bills them. */
const actionMinutes = ({ steps }: Plan): number =>
  steps.reduce((minutes, { action, duration }) => {
    const billed = (fault(action)?.pricePerActionMinute ?? 0) > 0;
    return minutes + (billed ? Math.max(1, Math.ceil(duration / minute)) : 0);
  }, 0);

/** At most. */
function looksOf({ times, definition }: Plan): number {
  const { within, hold } = definition.hypothesis.recovery;
  return Math.ceil((times.gate + times.waves + times.undo + millis(within) + millis(hold)) / times.sampleEvery);
}

/** As many digits as the price has, cents at least: 0.10, 0.000025. */
export const decimalOf = (price: number): string => price.toFixed(9).replace(/(\.\d\d\d*?)0+$/, '$1');

const round = (value: number, digits: number): number => Number(value.toFixed(digits));
