import { describe, expect, test } from 'vitest';
import { toldOfWhole as whole } from '../../../../fixtures/documents.ts';

describe('references', () => {
  test('name a parameter', () =>
    expect(whole({ 'hypothesis.if': 'for ${parameters.durations} and ${parameters.zone}' })).toEqual([
      expect.stringMatching(
        /^hypothesis\.if: found "\$\{parameters\.durations\}", which names no parameter; .*did you mean \$\{parameters\.duration\}\?$/,
      ),
    ]));
  test('or an earlier step, below with', () => {
    const at = 'steps.2.with.prefixListIdentifier';
    expect(whole({ [at]: '${steps.powr.output.x}' })).toEqual([
      expect.stringMatching(/names no step.*did you mean \$\{steps\.power\.output\.x\}\?/),
    ]);
    expect(whole({ [at]: '${steps.failover.output.x}' })).toEqual([
      expect.stringMatching(
        /whose step has not settled by then; allowed: an output of power, no-new-capacity|no-new-capacity, power/,
      ),
    ]);
    expect(whole({ 'hypothesis.then': '${steps.power.output.x}' })).toEqual([
      expect.stringMatching(/allowed: outputs of steps only under `with` of a later step/),
    ]);
  });
  test('are well formed', () => {
    for (const text of ['${zone}', '${parameters.zone', '${parameters.}', '${}'])
      expect(whole({ 'hypothesis.because': text })).toEqual([
        expect.stringMatching(/which is no reference; allowed: a reference such as/),
      ]);
  });
  test('stand where they are resolved: no names, no keys, no defaults', () => {
    expect(whole({ 'metadata.owner': '${parameters.scope}' })).toEqual([
      expect.stringMatching(/^metadata\.owner: .*references are not resolved in metadata\.owner/),
    ]);
    expect(whole({ 'targets.nets.where.tags': { '${parameters.scope}': 'x' } })).toEqual([
      expect.stringMatching(/references are not resolved in keys/),
    ]);
    expect(whole({ 'parameters.duration.default': '${parameters.duration}' })).toEqual([
      expect.stringMatching(/^parameters\.duration\.default: .*not resolved in parameters/),
    ]);
    expect(whole({ world: '${parameters.scope}.yaml' })).toEqual([expect.stringMatching(/^world: /)]);
  });
});

describe('parameters', () => {
  test.each([
    ['share.default', 95, /share\.default: found the number 95; allowed: a number from 10 to 90$/],
    ['share.min', 95, /share\.min: found the number 95, more than max; allowed: at most 90$/],
    [
      'duration.default',
      'PT1H',
      /duration\.default: found the text "PT1H"; allowed: an ISO 8601 duration such as PT10M from PT2M to PT20M$/,
    ],
    ['scope.default', 's33', /scope\.default: found the text "s33"; allowed: one of vpc, s3; did you mean s3\?$/],
    [
      'region.default',
      'random',
      /region\.default: found the text "random"; allowed: a region: only a zone can be chosen at random$/,
    ],
    ['region.default', 'europe', /region\.default: .*allowed: a Region such as eu-central-1$/],
  ])('%s %s', (field, wrong, message) =>
    expect(whole({ [`parameters.${field}`]: wrong })).toEqual([expect.stringMatching(message)]),
  );
});
