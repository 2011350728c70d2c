/** The names that users come by, and how a drill has each of them lead elsewhere. */
import { isKnown, type Known } from '../../conformity/known.ts';
import type { PlannedStep } from '../../plan/plan.ts';
import type { DnsHealthCheck, DnsRecord, Standby } from '../../ports/standby.ts';
import { moversOf } from './moves.ts';
import type { PreCheckQuestion } from './pre-check.ts';

/** `weights`: a mover changes its records. `checks`: a mover decides what its health checks say. `itself`: none does. */
export type MovedBy = 'weights' | 'checks' | 'itself';

export interface RoutedName {
  readonly name: string;
  readonly records: Known<readonly DnsRecord[]>;
}

export interface Routed extends RoutedName {
  readonly by: MovedBy;
  /** Known records that lead home. */
  readonly home: readonly DnsRecord[];
  readonly away: readonly DnsRecord[];
}

/** Movers by the records of names, which their targets are. */
const byRecords: Readonly<Record<string, string>> = { 'squall:route53:shift-weights': 'RecordSets' };
/** Movers by what records go by. */
const byChecks: Readonly<Record<string, string>> = {
  'squall:route53:fail-over': 'HealthChecks',
  'squall:arc:set-routing-controls': 'Off',
};

/** Those that movers change, by their ids, and those that the drill names. Each once, sorted. */
export function namesAsked(question: PreCheckQuestion): readonly string[] {
  const changed = targetsOf(question, byRecords).flatMap((id) => nameIn(id) ?? []);
  return [...new Set([...changed, ...(question.drill.preChecks?.names ?? []).map(plain)])].sort();
}

/** Movers whose names cannot be told from their targets: the drill is to name them. */
export const movesByChecks = (question: PreCheckQuestion): boolean => targetsOf(question, byChecks).length > 0;

export async function routedNames(
  question: PreCheckQuestion,
  standby: Pick<Standby, 'records'>,
): Promise<readonly RoutedName[]> {
  const names = namesAsked(question);
  if (names.length === 0) return [];
  const found = await standby.records(names);
  return names.map((name, i) => ({ name, records: found[i]! }));
}

/** How it is moved, and which of its records lead where. */
export function routed({ name, records }: RoutedName, question: PreCheckQuestion): Routed {
  const all = isKnown(records) ? records : [];
  const weighted = targetsOf(question, byRecords);
  const decided = targetsOf(question, byChecks);
  const changed = all.filter(({ id }) => weighted.includes(id));
  const forced = all.filter((record) => goesBy(record, decided));
  const by = changed.length > 0 ? 'weights' : forced.length > 0 ? 'checks' : 'itself';
  const leaving =
    changed.length > 0 ? changed : forced.length > 0 ? forced : all.filter((each) => leadsHome(each, question));
  return { name, records, by, home: leaving, away: all.filter((each) => !leaving.includes(each)) };
}

/** A record with its own health check, where that is known. */
export const checkOf = ({ healthCheck }: DnsRecord): DnsHealthCheck | undefined =>
  healthCheck && isKnown(healthCheck) ? healthCheck : undefined;

const goesBy = (record: DnsRecord, ids: readonly string[]): boolean => {
  const check = checkOf(record);
  return check !== undefined && [check.id, check.routingControl].some((id) => id !== undefined && ids.includes(id));
};

/** By what it says of itself: the place that is evacuated, or the first choice. */
const leadsHome = ({ role, region }: DnsRecord, { drill: { evacuate } }: PreCheckQuestion): boolean =>
  role === 'primary' || (region !== undefined && 'region' in evacuate && region === evacuate.region);

const targetsOf = (question: PreCheckQuestion, keys: Readonly<Record<string, string>>): readonly string[] =>
  moversOf(question).flatMap(({ action, targets }: PlannedStep) => targets[keys[action] ?? ''] ?? []);

/** `…:hostedzone/Z1/recordset/www.shop.example/A/blue` */
const nameIn = (id: string): string | undefined => {
  const found = /:hostedzone\/[^/]+\/recordset\/([^/]+)\//.exec(id)?.[1];
  return found === undefined ? undefined : plain(decodeURIComponent(found));
};

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');
