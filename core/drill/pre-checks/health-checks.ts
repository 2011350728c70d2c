import { isKnown } from '../../conformity/known.ts';
import { spanOf } from '../../experiment/durations.ts';
import type { DnsRecord } from '../../ports/standby.ts';
import { timeToFlip } from './dns.ts';
import { moversOf } from './moves.ts';
import { type PreCheckFinding, type PreCheckQuestion, type PreCheckRule, preCheck, unknown } from './pre-check.ts';
import { checkOf, type Routed, type RoutedName, routed, routedNames } from './routed.ts';

const check = 'health-checks';
const needed = 'led by the drill alone';
const neededOfChecks = 'led away by its health checks';

/**
 * Where Route 53 leads is up to the drill: no health check takes users away before it is
 * decided, or brings them home before home is ready; and those that the drill relies on work.
 */
export const rule: PreCheckRule<readonly RoutedName[]> = {
  check,
  async gather(question, { standby }) {
    const names = await routedNames(question, standby);
    return names.length === 0 ? undefined : names;
  },
  // What is not known of its records is told once, by the check of TTLs.
  judge: (question, names) =>
    names.flatMap((each) => {
      const name = routed(each, question);
      return isKnown(name.records) && name.records.length > 0 ? judged(name, question) : [];
    }),
};

export const healthChecksCheck = preCheck(rule);

function judged(name: Routed, question: PreCheckQuestion): readonly PreCheckFinding[] {
  const hidden = [...name.home, ...name.away].find(({ healthCheck }) => healthCheck && !isKnown(healthCheck));
  if (hidden?.healthCheck && !isKnown(hidden.healthCheck))
    return [
      unknown(
        check,
        `${name.name} (${hidden.set})`,
        `the health check of ${name.name} (${hidden.set}) is not known (${hidden.healthCheck.notKnown})`,
      ),
    ];
  const own = name.by === 'itself' ? reliedOn(name, question) : held(name, question);
  return [...own, ...name.away.flatMap((record) => ready(name, record))];
}

const saysOf = ({ name }: Routed, { set }: DnsRecord): string => (set === '' ? name : `${name} (${set})`);

/** Movers lead it: that nothing else does, before people have decided. Afterwards their weight or their word holds it. */
function held(name: Routed, { drill: { decide }, steps }: PreCheckQuestion): readonly PreCheckFinding[] {
  const lost = steps.some(({ moves }) => !moves);
  return name.home.map((record) => {
    const of = saysOf(name, record);
    const flips = lost ? flipsOf(record) : undefined;
    if (flips === undefined) return { check, of, state: 'ok', measured: 'moved by the drill alone', needed };
    const measured = `left by itself ${flips}`;
    // With nobody to decide, that it is noticed twice does no harm.
    if (!decide) return { check, of, state: 'ok', measured, needed: 'at most sooner than its mover' };
    const says = `once home is lost, Route 53 leads users away from ${of} by itself ${flips}, and the drill waits for people to decide: take the health check off the record for the drill, or leave decide out`;
    return { check, of, state: 'fails', measured, needed, says };
  });
}

/** After how long it is left without anybody doing anything; undefined: it is not. */
function flipsOf(record: DnsRecord): string | undefined {
  const found = checkOf(record);
  if (found && !found.disabled && !found.inverted && found.by !== 'routing-control')
    return found.by === 'answers' ? `after ${spanOf(timeToFlip(record) ?? 0)}` : 'once its check says so';
  return record.evaluatesTarget ? 'once its target is ill' : undefined;
}

/** No mover leads it, so that its own health checks must, and bring users home when they see fit. */
function reliedOn(name: Routed, question: PreCheckQuestion): readonly PreCheckFinding[] {
  if (name.home.length === 0)
    return [
      unknown(
        check,
        name.name,
        `which record of ${name.name} leads home cannot be told: have a mover change it, or give it a failover or latency policy`,
        neededOfChecks,
      ),
    ];
  const { failback } = question.drill;
  return name.home.map((record) => {
    const of = saysOf(name, record);
    const flips = flipsOf(record);
    if (flips === undefined) {
      const why = wouldNot(record);
      const says = `the drill relies on Route 53 to lead users away from ${of}, and it would not: ${why}`;
      return { check, of, state: 'fails', measured: 'stays', needed: neededOfChecks, says };
    }
    const measured = `left by itself ${flips}`;
    // Movers go home once home is ready; this one goes when it likes.
    if (moversOf(question).length > 0 && failback.ready) {
      const says = `no mover leads ${of}, so that its health check brings users home as soon as home answers, before failback.ready says so: add a mover for it, or leave failback.ready out`;
      return { check, of, state: 'fails', measured: `comes home by itself, ${measured}`, needed, says };
    }
    return { check, of, state: 'ok', measured, needed: neededOfChecks };
  });
}

function wouldNot(record: DnsRecord): string {
  const found = checkOf(record);
  if (!found) return 'it has no health check: give it one';
  if (found.disabled) return 'its health check is disabled: enable it';
  if (found.inverted) return 'its health check is inverted, and calls an answer a failure: put it right';
  return 'its health check says what a routing control says, and no mover sets that: add squall:arc:set-routing-controls';
}

/** A record that is to take over is answered with only while it is healthy. */
function ready(name: Routed, record: DnsRecord): readonly PreCheckFinding[] {
  const found = checkOf(record);
  // Its routing control is off until the drill says on.
  if (!found || found.by === 'routing-control') return [];
  const of = saysOf(name, record);
  if (!isKnown(found.healthy))
    return [
      unknown(
        check,
        of,
        `whether ${of}, which takes over, is healthy is not known (${found.healthy.notKnown})`,
        'healthy',
      ),
    ];
  if (found.healthy) return [{ check, of, state: 'ok', measured: 'healthy', needed: 'healthy' }];
  const says = `${of}, which is to take over, is unhealthy now, and Route 53 would lead nobody there: see to its health check first`;
  return [{ check, of, state: 'fails', measured: 'unhealthy', needed: 'healthy', says }];
}
