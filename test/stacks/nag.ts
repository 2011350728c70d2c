import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { everything, placed } from './synthesized.ts';

const withChecks = (app: App): App => {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
};

test('AwsSolutions finds nothing that is not explained', () => {
  // Throws on the first finding. What `observe` deploys is a part of this.
  const { directory } = withChecks(placed(everything, { rate: '7 days' })).synth();
  expect(JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')).pluginReports).toEqual([]);
});

test('and it would find something', () => {
  const app = withChecks(new App());
  new Bucket(new Stack(app, 'Planted'), 'Bucket');
  expect(() => app.synth()).toThrow(/AwsSolutions-S1\b/);
});
