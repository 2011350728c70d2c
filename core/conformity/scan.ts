/** Every rule asked of everything that it is of. Pure: the same estate, settings and time give the same answer. */
import type { Instant } from '../ports/clock.ts';
import type { Estate } from '../ports/inventory.ts';
import type { Finding, NotEvaluated, ScanResult } from './finding.ts';
import { ownerOf } from './owner.ts';
import { type Rule, type Surroundings, weightOf } from './rule.ts';
import type { RuleName } from './rule-names.ts';
import { rules } from './rules/index.ts';
import { servicesOf } from './services.ts';
import { type Conformity, type Limits, limitsOf } from './settings.ts';
import { suppressionOf } from './suppression.ts';
import { type Kind, kindNames, type Subject, type SubjectOf } from './things.ts';

/**
 * @param now for suppressions, by the wall clock: a world's own time is that of its estate
 */
export function scan(estate: Estate, settings: Conformity, now: Instant): ScanResult {
  const limits = limitsOf(settings);
  const asked = rules.filter(({ rule }) => !settings.without?.includes(rule as RuleName));
  const services = servicesOf(estate, limits);
  const surroundings = surroundingsOf(estate, limits);
  const findings: Finding[] = [];
  const notEvaluated: NotEvaluated[] = [];
  let conforming = 0;
  for (const each of asked) {
    const rule = each.rule as RuleName;
    for (const subject of subjectsOf(each, estate, services)) {
      const answer = each.judge(subject, surroundings);
      if (answer === undefined) continue;
      const owner = ownerOf(subject, limits);
      const { id, name, kind } = subject;
      const about = { rule, resource: { id, name, kind }, ...(owner !== undefined && { owner }) };
      if (answer.outcome === 'conforms') conforming += 1;
      else if (answer.outcome === 'not-evaluated') notEvaluated.push({ ...about, why: answer.why });
      else {
        const { found, expected, remedy, severity = each.severity } = answer;
        const suppressed = suppressionOf(about, settings.suppressions ?? [], now);
        findings.push({ ...about, severity, found, expected, remedy, proof: proofOf(each, kind), ...suppressed });
      }
    }
    notEvaluated.push(...unreadOf(each, estate));
  }
  const seen = [...estate.things, ...services].map(({ id }) => id);
  return { place: estate.place, findings: findings.sort(inOrder), notEvaluated, conforming, seen };
}

export function proofOf({ proof }: Pick<Rule, 'proof'>, kind: Subject['kind']): Finding['proof'] {
  const experiment = typeof proof === 'string' ? proof : (proof[kind] ?? '');
  return { experiment, command: `squall plan templates/experiments/${experiment}/experiment.yaml` };
}

const subjectsOf = ({ of }: Rule, { things }: Estate, services: readonly Subject[]): readonly Subject[] =>
  [...things, ...services].filter(({ kind }) => of.includes(kind));

/** What could not be read at all is one answer a kind: nothing of it conforms in silence. */
const unreadOf = ({ rule, of }: Rule, { unread, place }: Estate): readonly NotEvaluated[] =>
  unread
    .filter(({ kind }) => of.includes(kind))
    .map(({ kind, why }) => ({
      rule: rule as RuleName,
      resource: { id: `${place}/${kind}`, name: `every ${kindNames[kind]}`, kind },
      why,
    }));

function surroundingsOf(estate: Estate, limits: Limits): Surroundings {
  const byId = new Map(estate.things.map((thing) => [thing.id, thing]));
  const byKind = Map.groupBy(estate.things, ({ kind }) => kind);
  return {
    estate,
    limits,
    thing: (id) => byId.get(id),
    all: <K extends Kind>(kind: K) => (byKind.get(kind) ?? []) as unknown as readonly SubjectOf<K>[],
    unread: (kind) => estate.unread.find((each) => each.kind === kind)?.why,
  };
}

const text = ({ owner = '\uffff', resource, rule }: Finding): string => `${owner} ${resource.name} ${rule}`;

/** Those that are lived with come last. */
const inOrder = (a: Finding, b: Finding): number =>
  Number(a.suppressed !== undefined) - Number(b.suppressed !== undefined) ||
  weightOf(b.severity) - weightOf(a.severity) ||
  (text(a) < text(b) ? -1 : 1);
