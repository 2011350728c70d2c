/** FIS → Squall → FIS: the same meaning, or an item that names the difference. */
import type { CreateExperimentTemplateCommandInput as Document } from '@aws-sdk/client-fis';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { accounted } from '../../../../../apps/exchange/accounting.ts';
import { fis } from '../../../../../apps/exchange/fis/importer.ts';
import { sameMeaning } from '../../../../../apps/exchange/fis/parameters.ts';
import { writeTemplate } from '../../../../../apps/exchange/fis/write/template.ts';
import { fault } from '../../../../../core/faults/catalogue.ts';
import { decided } from './decided.ts';
import { actionOf, actionsOfFis, home, targetOf, template } from './templates.ts';

/** The way there, and what was said of it; the way back is walked when it is asked for. */
function roundTrip(document: object): { readonly back: () => Document; readonly said: readonly string[] } {
  const { documents, items } = fis.read(document, 'shop');
  expect(documents).toHaveLength(1);
  const said = accounted(document, items).flatMap(({ path, fate }) => (fate === 'kept' ? [] : [path.join('.')]));
  return { back: () => writeTemplate(decided(documents[0]!), home).document, said };
}

/** What FIS would do: order of lists and of keys aside, parameters by their meaning. */
function meaning({ targets = {}, actions = {}, stopConditions = [], tags, description }: Document, other: Document) {
  return {
    description,
    tags: tags ?? {},
    stopConditions: [...stopConditions].sort((a, b) => ((a.value ?? '') < (b.value ?? '') ? -1 : 1)),
    targets: Object.fromEntries(
      Object.entries(targets).map(([name, { resourceArns, filters, parameters, resourceTags, ...rest }]) => [
        name,
        {
          ...rest,
          resourceTags: resourceTags ?? {},
          resourceArns: [...(resourceArns ?? [])].sort(),
          filters: [...(filters ?? [])]
            .map(({ path, values = [] }) => ({ path, values: [...values].sort() }))
            .sort((a, b) => (a.path! < b.path! ? -1 : 1)),
          parameters: parameters ?? {},
        },
      ]),
    ),
    actions: Object.fromEntries(
      Object.entries(actions).map(([name, { parameters = {}, startAfter, targets: used, ...rest }]) => [
        name,
        {
          ...rest,
          targets: used ?? {},
          startAfter: [...(startAfter ?? [])].sort(),
          parameters: Object.fromEntries(
            Object.entries(parameters).map(([key, value]) => {
              const known = fault(rest.actionId ?? '')!.parameters.find((each) => each.name === key)!;
              const theirs = other.actions?.[name]?.parameters?.[key];
              return [key, theirs !== undefined && sameMeaning(known, value, theirs) ? theirs : value];
            }),
          ),
        },
      ]),
    ),
  };
}

describe('a template of FIS, brought over and written again', () => {
  it('means the same, whatever it is made of', () => {
    fc.assert(
      fc.property(template, (document) => {
        const { back: returned, said } = roundTrip(document);
        if (said.includes('actions')) {
          expect(returned).toThrow('maxDuration');
          return;
        }
        const back = returned();
        expect(meaning(back, document as unknown as Document)).toEqual(meaning(document as unknown as Document, back));
        const skips =
          (document.experimentOptions as Document['experimentOptions'])?.emptyTargetResolutionMode === 'skip';
        expect(said.includes('experimentOptions.emptyTargetResolutionMode')).toBe(skips);
        expect(said.filter((path) => /^(?:actions|targets)/.test(path))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test.each(actionsOfFis.flatMap(({ id }) => [[id, 'minimal'] as const, [id, 'maximal'] as const]))(
    '%s, %s',
    (id, example) => {
      const definition = fault(id)!;
      const [targets] = fc.sample(
        fc.record(Object.fromEntries(Object.keys(definition.targets).map((key) => [key, targetOf(definition, key)]))),
        { numRuns: 1, seed: 7 },
      );
      const document = {
        description: 'one',
        tags: {},
        roleArn: 'arn:aws:iam::111122223333:role/fis',
        stopConditions: [{ source: 'none' }],
        targets,
        actions: {
          one: {
            ...actionOf(definition, example, []),
            ...(Object.keys(targets!).length > 0 && {
              targets: Object.fromEntries(Object.keys(targets!).map((key) => [key, key])),
            }),
          },
        },
      };
      const { back: returned, said } = roundTrip(document);
      const back = returned();
      expect(meaning(back, document as unknown as Document)).toEqual(meaning(document as unknown as Document, back));
      expect(said).toEqual(['roleArn', 'stopConditions.0']);
    },
  );
});
