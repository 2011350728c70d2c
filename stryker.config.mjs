/**
 * Mutation testing of what must not be wrong: guardrails, the ledger and its steps, locks, schedules,
 * and what drills add to them: who comes home when, what is waited for, measured and looked at before.
 * `npm run test:mutation`; the survivors are explained in docs/mutation.md.
 */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts', related: true },
  mutate: [
    'core/guardrails/*.ts',
    'core/schedule/**/*.ts',
    'core/lifecycle/{inject,overtaken,undo,undo-entry}.ts',
    'core/lifecycle/{awaited,awaiting,fail-back,home,leaving,movers}.ts',
    'core/drill/{measure,pre-checks}/*.ts',
    'adapters/simulated/{memory-runs,locks}.ts',
  ],
  // The sources run as they are written: nothing is compiled, so there is nothing to rewrite.
  disableTypeChecks: false,
  tsconfigFile: 'none.json',
  coverageAnalysis: 'perTest',
  // Constants of a module would each ask for every test in a process of its own.
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 20_000,
  dryRunTimeoutMinutes: 30,
  thresholds: { high: 90, low: 80, break: 80 },
  reporters: ['clear-text', 'json', 'progress'],
  clearTextReporter: { allowColor: false, reportTests: false },
  jsonReporter: { fileName: '.stryker-report/mutation.json' },
  tempDirName: '.stryker-tmp',
  ignorePatterns: ['.squall', 'cdk.out', 'docs', 'bench'],
};
