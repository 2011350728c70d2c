/** Prints the summary when the suite has run. What it is made of is forgotten by the global setup's end. */
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import { productCalls } from './product-calls.ts';
import { recorded } from './recorded-calls.ts';
import { catalogue, operationByPath } from './service-catalogue.ts';
import { summarise } from './summary.ts';
import { summaryText } from './summary-text.ts';

const root = join(import.meta.dirname, '../..');
const signedAs = (client: string) => catalogue().find((each) => each.client === client)?.signedAs;

export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const named = (wanted: (module: TestModule) => boolean) =>
      modules.filter(wanted).map(({ moduleId }) => basename(moduleId));
    const passed = named((module) => module.state() === 'passed');
    const failed = named((module) => module.state() !== 'passed' && module.state() !== 'skipped');
    const lines = [...recorded()].flatMap(([file, own]) => (passed.includes(file) ? own : []));
    const summary = summarise(lines, productCalls(root), { signedAs, operationByPath });
    const all = globSync('*.conformance.ts', { cwd: import.meta.dirname }).length;
    console.log(summaryText(summary, { all, passed, failed }));
  }
}
