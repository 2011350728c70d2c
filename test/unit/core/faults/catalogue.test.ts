import { expect, test } from 'vitest';
import { catalogue } from '../../../../core/faults/catalogue.ts';
import type { FaultDefinition, FaultTarget } from '../../../../core/faults/definition.ts';
import { familyOf } from '../../../../core/faults/family.ts';
import { matches } from '../../../../core/faults/parameter.ts';
import { resourceType, resourceTypes } from '../../../../core/faults/resource-types.ts';
import { documented } from '../../../fixtures/fis-actions.ts';

const aws = catalogue.filter(({ id }) => id.startsWith('aws:'));
const each = catalogue.map((definition) => [definition.id, definition] as const);

test('the catalogue has every action of FIS, and no other', () => {
  expect(aws).toHaveLength(50);
  expect(aws.map(({ id }) => id).sort()).toEqual(Object.keys(documented).sort());
});

test.each(aws.map((definition) => [definition.id, definition] as const))('%s takes what FIS documents', (id, one) => {
  const targets = Object.entries(one.targets).map(([key, { type }]) => `${key}:${type}`);
  const parameters = one.parameters.map(({ name, required }) => `${name}${required ? '' : '?'}`);
  expect([targets.join(', '), parameters.sort()]).toEqual([documented[id]?.targets, documented[id]?.parameters]);
});

test.each(each)('%s is whole', (id, definition) => {
  expect(id).toMatch(/^(?:aws|squall):[a-z0-9]+:[a-z0-9-]+$/);
  expect(definition.family).toBe(familyOf(id));
  expect(definition.provider).toBe(id.startsWith('aws:') ? 'fis' : 'squall');
  expect(definition.pricePerActionMinute).toBe(definition.provider === 'fis' ? 0.1 : 0);
  const names = definition.parameters.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  if (definition.bounded.by === 'duration') expect(names).toContain(definition.bounded.parameter);
  if (definition.reach.counts === 'share') expect(names).toContain(definition.reach.parameter);
  for (const { when } of [...definition.undo, ...definition.needs]) if (when) expect(names).toContain(when.parameter);
  for (const { requiredWith } of definition.parameters)
    if (requiredWith) expect(names).toContain(requiredWith.parameter);
  for (const { type } of targetsOf(definition)) expect(resourceType(type), type).toBeDefined();
  for (const { target } of definition.needs)
    if (target !== undefined) expect(definition.targets).toHaveProperty([target]);
  // The last rule is for whatever no rule before it is for: somebody always says who undoes.
  expect(definition.undo.at(-1)?.when).toBeUndefined();
});

test.each(each)('%s is told without full stops', (_id, { summary, holes, parameters, undo }) => {
  const said = [
    summary,
    ...parameters.map(({ doc }) => doc),
    ...holes.flatMap(({ what, answer }) => [what, answer]),
    ...undo.map((rule) => (rule.by === 'nobody' ? rule.why : rule.how)),
  ];
  for (const sentence of said) expect(sentence).toMatch(/^\S.*[^.\s]$/u);
});

test.each(each)('%s takes no permission that knows no bounds', (_id, { needs }) => {
  for (const { sid, actions, resources = [], target, optIn, conditions } of needs) {
    expect(sid).toMatch(/^[A-Z][A-Za-z0-9]+$/);
    for (const action of actions) expect(action).toMatch(/^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/);
    expect(resources.length > 0 || target !== undefined).toBe(true);
    const looks = actions.every((action) => /:(?:Get|List|Describe)/.test(action));
    const ends = actions.every((action) => /:(?:CancelCommand|List|Describe)/.test(action));
    if (resources.includes('*') && !looks && !ends) expect(conditions, sid).toBeDefined();
    // What changes something is held to the opt-in tag, or says what holds it instead.
    if (resources.length > 0 && !looks && !ends && !onlyNamed(resources)) expect(optIn, sid).toBeDefined();
  }
});

/** Documents and folders that are named one by one. */
const onlyNamed = (resources: readonly string[]) =>
  resources.every((resource) =>
    /^\{(?:document|lambdaFaults)\}|:document\/[^*]+$|^arn:\{partition\}:kms:/.test(resource),
  );

test('a resource type is named once', () => {
  const types = resourceTypes.map(({ type }) => type);
  expect(new Set(types).size).toBe(types.length);
});

test('a parameter matches by being left out, by being there, by its value and by a pattern', () => {
  const given = { here: false, arn: 'arn:aws:ssm:eu-central-1:111122223333:document/Own' };
  expect(matches({ parameter: 'here', is: 'present' }, given)).toBe(true);
  expect(matches({ parameter: 'here', is: 'absent' }, given)).toBe(false);
  expect(matches({ parameter: 'gone', is: 'absent' }, given)).toBe(true);
  expect(matches({ parameter: 'here', is: 'false' }, given)).toBe(true);
  expect(matches({ parameter: 'here', is: 'true' }, given)).toBe(false);
  expect(matches({ parameter: 'arn', like: ':\\d{12}:document/' }, given)).toBe(true);
  expect(matches({ parameter: 'gone', like: '' }, given)).toBe(false);
});

const targetsOf = ({ targets }: FaultDefinition): readonly FaultTarget[] => Object.values(targets);
