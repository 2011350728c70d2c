/** FIT-style YAML: a share of a service's requests fails, and thresholds say whether that is borne. */
import { redactText } from '../../../core/secrets/redact.ts';
import { isObject } from '../../../core/validation/schemas.ts';
import { applied } from '../applied.ts';
import { nothingChosen } from '../choosing.ts';
import { draftOf } from '../draft.ts';
import type { Importer, Reading } from '../importer.ts';
import { idFrom } from '../names.ts';
import { type Outline, outline } from '../outline.ts';
import { notesOn, type Place } from '../place.ts';
import { listOf } from '../quantities.ts';
import { rowOf } from '../row.ts';
import { asItIs } from '../values.ts';
import { criteriaOf, probesOf } from './criteria.ts';
import { failures } from './failures.ts';
import { abort, bodyOf, failure, field, success, target } from './fields.ts';

export const fit: Importer = {
  system: 'fit',
  title: 'FIT-style YAML',
  recognises: (document) => {
    if (!isObject(document) || document.apiVersion !== undefined) return false;
    const body = bodyOf(notesOn(document).root);
    return isObject(failure(body).value) && target(body).value !== undefined;
  },
  read,
};

function read(document: unknown, name: string): Reading {
  const { root, items } = notesOn(document);
  const body = bodyOf(root);
  const parts = outline();
  const text = (...keys: readonly string[]) => {
    const place = field(body, ...keys);
    const found = place.text();
    place.kept();
    return found === undefined ? undefined : redactText(found).slice(0, 1000);
  };
  const title = text('name', 'title', 'experiment') ?? name;
  const [description, owner] = [text('description'), text('owner', 'team')];
  const then = typeof field(body, 'hypothesis').value === 'string' ? text('hypothesis') : undefined;
  const service = steps(body, parts);
  const probes = probesOf(criteriaOf(success(body)), service);
  const stops = abortsOf(abort(body));
  return {
    documents: [
      draftOf({
        ...parts.facts(),
        name: idFrom(title, idFrom(name)),
        title,
        ...(description !== undefined && { description }),
        ...(owner !== undefined && { owner }),
        ...(service !== undefined && { service }),
        hypothesis: { if: title, ...(then !== undefined && { then }) },
        probes,
        stopAlarms: stops,
      }),
    ],
    items: items(),
  };
}

/** One step for each kind of failure, and for each code: answers that the service of the target. */
function steps(body: Place, parts: Outline): string | undefined {
  const scope = target(body);
  const choice = nothingChosen();
  const service = isObject(scope.value) ? field(scope, 'service', 'serviceName', 'name', 'application') : scope;
  const named = asItIs(service.value).written;
  if (typeof named === 'string' && named !== '') {
    choice.tags['resilience:service'] = named;
    service.changed('functions that bear the service’s name as the tag resilience:service');
  }
  const region = field(scope, 'region');
  const where = asItIs(region.value).written;
  if (typeof where === 'string' && where !== '') {
    choice.region = where;
    region.kept();
  }
  const kind = field(failure(body), 'type', 'kind', 'mode');
  const row = rowOf(failures, (kind.text() ?? '').toLowerCase().replace(/[^a-z0-9]/g, ''));
  if (!row || 'none' in row) failure(body).lost(row ? row.none : `no failure is known like ${kind.text() ?? 'this'}`);
  else {
    if (row.how === undefined) kind.kept();
    else kind.changed(row.how);
    const shares = isObject(scope.value) ? scope.entries().filter(([, place]) => isOther(place, service, region)) : [];
    const given = [
      ...shares,
      ...failure(body)
        .entries()
        .filter(([, place]) => isOther(place, kind)),
    ].map(([key, place]) => [key.toLowerCase().replace(/[^a-z0-9]/g, ''), place] as const);
    for (const each of perCode(given)) {
      const call = { name: kind.text() ?? 'failure', arguments: each, resolve: asItIs, lasting: 'PT5M', choice };
      parts.step(call.name, {
        title: call.name,
        ...applied(row, call, parts),
        ...(parts.steps().length > 0 && { after: [] }),
      });
    }
  }
  return typeof named === 'string' && /^[\w.-]+$/.test(named) ? named : undefined;
}

const isOther = (place: Place, ...others: readonly Place[]): boolean =>
  others.every(({ path }) => JSON.stringify(path) !== JSON.stringify(place.path));

type Given = readonly (readonly [string, Place])[];

/** A step answers one code: several make several steps, at once. */
function perCode(given: Given): readonly Given[] {
  const codes = given.find(([key, place]) => /codes?$/.test(key) && Array.isArray(place.value));
  if (!codes) return [given];
  const values = listOf(codes[1].value);
  return values.length === 0
    ? [given]
    : values.map((code) =>
        given.map((each) => (each === codes ? ([each[0], { ...each[1], value: code }] as const) : each)),
      );
}

/** An alarm stops a run. A threshold has to be made one. */
function abortsOf(place: Place): readonly string[] {
  const conditions = place.list().length > 0 ? place.list() : place.entries().map(([, inner]) => inner);
  const found: string[] = [];
  for (const condition of conditions) {
    const alarm = field(condition, 'alarm', 'alarmName', 'cloudwatchAlarm');
    const name = asItIs(alarm.value).written;
    if (typeof name === 'string' && name !== '' && found.length < 5) {
      found.push(name);
      alarm.kept();
    } else
      condition.lost(
        'a run is stopped by alarms of CloudWatch: make one with this threshold and name it in stopAlarms',
      );
  }
  return [...new Set(found)];
}
