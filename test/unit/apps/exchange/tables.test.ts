/** Every row of every mapping table names an action of the catalogue, its target, and parameters that it takes. */
import { describe, expect, it } from 'vitest';
import { mappings } from '../../../../apps/exchange/chaos-toolkit/actions.ts';
import { undoing } from '../../../../apps/exchange/chaos-toolkit/tables/undoing.ts';
import type { Counterpart, Mapping } from '../../../../apps/exchange/counterpart.ts';
import { failures } from '../../../../apps/exchange/fit/failures.ts';
import { pods, tasks } from '../../../../apps/exchange/gremlin/tables/containers.ts';
import { hosts } from '../../../../apps/exchange/gremlin/tables/hosts.ts';
import { faults } from '../../../../apps/exchange/litmus/faults.ts';
import { fault } from '../../../../core/faults/catalogue.ts';
import { resourceType } from '../../../../core/faults/resource-types.ts';

const tables: Readonly<Record<string, Readonly<Record<string, Mapping>>>> = {
  'Chaos Toolkit': mappings,
  LitmusChaos: faults,
  'Gremlin on hosts': hosts,
  'Gremlin on tasks': tasks,
  'Gremlin on pods': pods,
  FIT: failures,
};

function misfits({ action, target, with: given = {}, arguments: rules, irreversible }: Counterpart): readonly string[] {
  const definition = fault(action);
  if (!definition) return [`${action} is not in the catalogue`];
  const parameters = new Set(definition.parameters.map(({ name }) => name));
  const ofTarget = new Set(target ? resourceType(target[1])?.parameters.map(({ name }) => name) : []);
  const wanted = Object.entries(definition.targets).filter(([, each]) => each.optional !== true);
  const needs = definition.undo.some(({ by }) => by === 'nobody') && definition.undo.length === 1;
  return [
    ...(target === undefined && wanted.length > 0 ? [`${action} wants a target`] : []),
    ...(target && definition.targets[target[0]]?.type !== target[1]
      ? [`${action} has no target ${target.join(' ')}`]
      : []),
    ...Object.keys(given)
      .filter((name) => !parameters.has(name))
      .map((name) => `${action} has no parameter ${name}`),
    ...(needs && irreversible === undefined
      ? [`${action} is undone by nobody, and the row does not say why that is fine`]
      : []),
    ...Object.values(rules).flatMap((rule) => {
      if ('to' in rule && !parameters.has(rule.to)) return [`${action} has no parameter ${rule.to}`];
      const where = 'where' in rule && typeof rule.where === 'object' ? rule.where.parameter : undefined;
      return where !== undefined && !ofTarget.has(where) ? [`${target?.[1]} has no parameter ${where}`] : [];
    }),
  ];
}

describe.each(Object.entries(tables))('the table of %s', (_, table) => {
  const rows = Object.entries(table);

  it('names what there is', () => {
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.flatMap(([name, row]) => ('none' in row ? [] : misfits(row).map((why) => `${name}: ${why}`)))).toEqual(
      [],
    );
  });

  it('says of what has no counterpart why, and names no action that there is not', () => {
    for (const [name, row] of rows)
      if ('none' in row) {
        expect(row.none.length, name).toBeGreaterThan(20);
        for (const [id] of row.none.matchAll(/\b(?:aws|squall):[a-z0-9]+:[a-z-]+/g))
          expect(fault(id), `${name}: ${id}`).toBeDefined();
      }
  });
});

it('undoes actions that some row brings about', () => {
  const brought = new Set(Object.values(mappings).flatMap((row) => ('action' in row ? [row.action] : [])));
  for (const [name, actions] of Object.entries(undoing))
    for (const action of actions)
      expect(action === 'fisTemplate' || brought.has(action), `${name}: ${action}`).toBe(true);
});
