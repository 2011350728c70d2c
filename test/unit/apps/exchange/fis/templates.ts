/** FIS templates in all forms that the catalogue's actions and resource types allow. */
import fc from 'fast-check';
import { spelled } from '../../../../../adapters/aws/fis-template.ts';
import { filled } from '../../../../../apps/exchange/fis/write/place.ts';
import { catalogue } from '../../../../../core/faults/catalogue.ts';
import type { FaultDefinition } from '../../../../../core/faults/definition.ts';
import { compileParameters } from '../../../../../core/faults/parameters.ts';
import type { ResourceType } from '../../../../../core/faults/resource-type.ts';
import { resourceType } from '../../../../../core/faults/resource-types.ts';

export const home = { account: '111122223333', region: 'eu-central-1' };
export const actionsOfFis = catalogue.filter(({ provider }) => provider === 'fis');

type Json = Record<string, unknown>;

const texts = fc.stringMatching(/^[A-Za-z0-9 /_.-]{1,20}$/);
export const tags = (most: number) =>
  fc.dictionary(fc.stringMatching(/^[A-Za-z][A-Za-z0-9:-]{0,15}$/), texts, { minKeys: 1, maxKeys: most });

/** The value of a parameter of a target that its type would take. */
const example = ({ name, allowed }: ResourceType['parameters'][number]): string =>
  allowed?.[0] ?? (/zone/i.test(name) ? 'eu-central-1a' : 'shop');

export function targetOf(definition: FaultDefinition, key: string): fc.Arbitrary<Json> {
  const { type, chosenBy } = definition.targets[key]!;
  const known = resourceType(type)!;
  const ways = chosenBy ?? known.chosenBy;
  const parameters = Object.fromEntries(known.parameters.map((each) => [each.name, example(each)]));
  const needed = Object.fromEntries(
    known.parameters.filter(({ required }) => required).map((each) => [each.name, example(each)]),
  );
  const arns = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 5 }).map((numbers) => ({
    resourceArns: numbers.map((n) => filled(known.arn, home, `${known.example}${n}`)),
    ...(Object.keys(needed).length > 0 && { parameters: needed }),
  }));
  const filters = fc
    .uniqueArray(fc.constantFrom('State.Name', 'Placement.Tenancy', 'Status'), { maxLength: 2 })
    .map((paths) => paths.map((path) => ({ path, values: ['running', 'available'] })));
  const byTags = fc
    .record({ resourceTags: tags(3), filters, parameters: fc.constantFrom({}, parameters, needed) })
    .map(({ filters: found, parameters: given, ...rest }) => ({
      ...rest,
      ...(ways.includes('filters') && found.length > 0 && { filters: found }),
      ...(Object.keys({ ...needed, ...given }).length > 0 && { parameters: { ...needed, ...given } }),
    }));
  const forms: fc.Arbitrary<Json>[] = [
    ...(ways.includes('arns') ? [arns] : []),
    ...(ways.includes('tags') ? [byTags] : []),
    ...(ways.length === 1 && ways[0] === 'parameters' ? [fc.constant({ parameters })] : []),
  ];
  const modes = fc.oneof(
    fc.constant('ALL'),
    fc.integer({ min: 1, max: 50 }).map((n) => `COUNT(${n})`),
    fc.integer({ min: 1, max: 100 }).map((n) => `PERCENT(${n})`),
  );
  return fc
    .record({ form: fc.oneof(...forms), selectionMode: modes })
    .map(({ form, selectionMode }) => ({ resourceType: `aws:${type}`, ...form, selectionMode }));
}

export function actionOf(definition: FaultDefinition, form: 'minimal' | 'maximal', after: readonly string[]): Json {
  // FIS takes documents by their ARN alone.
  const compiled = compileParameters(definition, definition.examples[form]);
  const parameters = spelled({ action: definition.id, parameters: compiled }, home);
  return {
    actionId: definition.id,
    ...(Object.keys(parameters).length > 0 && { parameters }),
    ...(after.length > 0 && { startAfter: after }),
  };
}

/** One to four actions, each with targets of its own, waiting for any of those before. */
export const template: fc.Arbitrary<Json> = fc
  .array(
    fc
      .record({
        definition: fc.constantFrom(...actionsOfFis),
        example: fc.constantFrom('minimal' as const, 'maximal' as const),
        after: fc.array(fc.nat({ max: 3 }), { maxLength: 2 }),
        description: fc.option(texts, { nil: undefined }),
      })
      .chain(({ definition, ...rest }) =>
        fc
          .record(Object.fromEntries(Object.keys(definition.targets).map((key) => [key, targetOf(definition, key)])))
          .map((targets) => ({ ...rest, definition, targets })),
      ),
    { minLength: 1, maxLength: 4 },
  )
  .chain((parts) =>
    fc
      .record({
        description: texts,
        tags: fc.oneof(fc.constant({}), tags(3)),
        alarms: fc.uniqueArray(fc.constantFrom('slow', 'errors', 'cost'), { maxLength: 3 }),
        mode: fc.constantFrom('fail', 'skip'),
      })
      .map(({ description, tags: carried, alarms, mode }) => ({
        description,
        tags: carried,
        roleArn: `arn:aws:iam::${home.account}:role/fis`,
        stopConditions:
          alarms.length === 0
            ? [{ source: 'none' }]
            : alarms.map((name) => ({ source: 'aws:cloudwatch:alarm', value: alarmArn(name) })),
        experimentOptions: { accountTargeting: 'single-account', emptyTargetResolutionMode: mode },
        targets: Object.fromEntries(
          parts.flatMap(({ targets }, i) => Object.entries(targets).map(([key, target]) => [`${key}-${i}`, target])),
        ),
        actions: Object.fromEntries(
          parts.map(({ definition, example, after, targets, description: title }, i) => [
            `act-${i}`,
            {
              ...actionOf(
                definition,
                example,
                [...new Set(after.filter((n) => n < i))].map((n) => `act-${n}`),
              ),
              ...(title !== undefined && { description: title }),
              ...(Object.keys(targets).length > 0 && {
                targets: Object.fromEntries(Object.keys(targets).map((key) => [key, `${key}-${i}`])),
              }),
            },
          ]),
        ),
      })),
  );

export const alarmArn = (name: string): string => `arn:aws:cloudwatch:${home.region}:${home.account}:alarm:${name}`;
