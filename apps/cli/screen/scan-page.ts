/** What a scan says, for people: each finding with what to do, and in numbers what it could not tell. */
import { type Finding, findingKey, type NotEvaluated, type ScanResult } from '../../../core/conformity/finding.ts';
import { type FindingRecord, lastedOf } from '../../../core/conformity/history.ts';
import { severities } from '../../../core/conformity/rule.ts';
import { kindNames } from '../../../core/conformity/things.ts';
import type { Colours } from '../io.ts';
import { count } from '../text/numbers.ts';
import { plainAll } from '../text/plain.ts';
import { pairs } from '../text/table.ts';
import { spoken } from '../text/times.ts';

export interface Scanned {
  readonly result: ScanResult;
  readonly records: readonly FindingRecord[];
  readonly now: number;
}

/** @param all suppressed findings, and what was not evaluated, one by one */
export function scanPage(scanned: Scanned, colours: Colours, width: number, all: boolean): readonly string[] {
  const { result, records, now } = plainAll(scanned);
  const { findings, notEvaluated, conforming, place } = result;
  const known = new Map(records.map((record) => [findingKey(record.finding), record]));
  const shown = findings.filter(({ suppressed }) => all || !suppressed);
  const counts = severities
    .map(
      (severity) =>
        [severity, findings.filter((each) => !each.suppressed && each.severity === severity).length] as const,
    )
    .filter(([, n]) => n > 0);
  const suppressed = findings.filter((each) => each.suppressed).length;
  const said = [
    counts.length === 0 ? 'no findings' : counts.map(([severity, n]) => `${n} ${severity}`).join(', '),
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    `${notEvaluated.length} not evaluated`,
    `${conforming} conforming`,
  ];
  return [
    ...shown.flatMap((finding) => [...block(finding, known.get(findingKey(finding)), now, colours, width), '']),
    ...(all ? notEvaluated.map(unknownLine) : unknownsByReason(notEvaluated)).map((line) => colours.dim(line)),
    ...(notEvaluated.length > 0 ? [''] : []),
    `${place}: ${said.join(' · ')}`,
  ];
}

function block(
  finding: Finding,
  record: FindingRecord | undefined,
  now: number,
  { red, yellow, dim, bold }: Colours,
  width: number,
): readonly string[] {
  const { severity, rule, resource, owner, found, expected, remedy, proof, suppressed, expired } = finding;
  const colour = suppressed ? dim : severity === 'critical' || severity === 'high' ? red : yellow;
  return [
    `${colour(severity)} ${bold(rule)} ${kindNames[resource.kind]} ${resource.name} (${owner ?? 'nobody’s'}), ${since(record, now)}`,
    ...pairs(
      [
        ['found', found],
        ['expected', expected],
        ['do', remedy],
        ['prove it', proof.command],
        ...(suppressed ? [['suppressed', `until ${suppressed.until}: ${suppressed.reason}`] as const] : []),
        ...(expired ? [['was suppressed', `until ${expired.until}: ${expired.reason}`] as const] : []),
      ],
      width,
      '  ',
    ),
  ];
}

function since(record: FindingRecord | undefined, now: number): string {
  if (!record || record.standing === 'gone') return 'not seen before by a scan that remembers';
  const lasted = lastedOf(record, now);
  const back = record.returned > 0 ? `, back for the ${ordinal(record.returned)} time` : '';
  return `${lasted < 1000 ? 'new' : `for ${spoken(lasted)}`}${back}`;
}

const ordinal = (n: number): string => ['first', 'second', 'third'][n - 1] ?? `${n}th`;

const unknownLine = ({ rule, resource, why }: NotEvaluated): string =>
  `not evaluated: ${rule} of ${kindNames[resource.kind]} ${resource.name}: ${why}`;

/** One line a rule and reason. */
function unknownsByReason(all: readonly NotEvaluated[]): readonly string[] {
  const grouped = Map.groupBy(all, ({ rule, why }) => `${rule}: ${why}`);
  return [...grouped].map(([text, some]) => `not evaluated for ${count(some.length, 'resource')}: ${text}`);
}
