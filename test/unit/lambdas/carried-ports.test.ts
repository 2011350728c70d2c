/** What a function asks of its ports, read from the lifecycle: it carries it, and IAM lets it. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { type FunctionName, type Need, needs } from '../../../lib/constructs/permissions/needs.ts';

/** Every port method, and what it takes: one need of each list. The first argument tells two machines apart. */
const asks: Readonly<Record<string, readonly (readonly Need[])[]>> = {
  'runs.propose': [['history']],
  'runs.refuse': [['history']],
  'runs.arm': [['history']],
  'runs.approve': [['history']],
  'runs.load': [['history']],
  'runs.raiseEpoch': [['history']],
  'runs.claimRecovery': [['history']],
  'runs.conclude': [['history']],
  'runs.list': [['history']],
  'ledger.intend': [['history']],
  'ledger.confirm': [['history']],
  'ledger.undone': [['history']],
  'ledger.list': [['history']],
  'leftovers.open': [['history']],
  'leftovers.of': [['history']],
  'leftovers.acknowledge': [['history']],
  'leftovers.restored': [['history']],
  'promotions.of': [['history']],
  'promotions.keep': [['history']],
  'promotions.list': [['history']],
  'journal.append': [['history']],
  'journal.read': [['history']],
  'definitions.load': [['history']],
  'resources.resolve': [['resources']],
  'resources.snapshot': [['resources']],
  'resources.zones': [['resources']],
  'metrics.series': [['metrics']],
  'metrics.alarms': [['metrics']],
  'metrics.http': [],
  'metrics.beat': [['beat']],
  'metrics.endBeat': [['end-beat']],
  'faults.start': [['start-faults'], ['watch-faults'], ['mark'], ['clear']],
  'faults.observe': [['watch-faults']],
  'faults.stop': [['stop-faults'], ['watch-faults'], ['put-back']],
  'faults.undo': [['undo']],
  'faults.template': [['templates', 'watch-faults']],
  'faults.active': [['count-faults', 'watch-faults']],
  'faults.mostByTag': [['quotas']],
  'faults.permissions': [['ask-permissions']],
  'deadline.arm': [['arm']],
  'deadline.disarm': [['disarm']],
  "executions.start('experiment'": [['start-runs']],
  "executions.start('recovery'": [['recover']],
  'executions.look': [['recover']],
  'executions.stop': [['stop-runs']],
  'notices.send': [['notices']],
  'switches.raised': [['switches']],
  'lever.look': [['lever']],
  'standby.records': [['standby']],
  'standby.arriving': [['standby']],
  'standby.quotas': [['standby'], ['quotas']],
  'standby.certificates': [['standby']],
  'standby.secrets': [['standby']],
  'standby.ahead': [['standby']],
  'switches.raise': [['raise-switches'], ['history']],
  'switches.lower': [['lower-switches'], ['switches'], ['history']],
  'switches.audit': [['lower-switches'], ['switches'], ['history']],
};

/** Carried ports, by the file of the step or trigger. Its own set of ports may be named in `few-ports.ts`. */
const carriedBy: Readonly<Record<string, readonly string[]>> = {
  history: ['runs', 'ledger', 'leftovers', 'promotions', 'journal', 'definitions'],
  recoveryPorts: ['runs', 'ledger', 'leftovers', 'promotions', 'journal', 'definitions', 'executions'],
  resources: ['resources'],
  metrics: ['metrics'],
  faults: ['faults', 'resources'],
  faultStops: ['faults'],
  faultPlanning: ['faults'],
  deadline: ['deadline'],
  executions: ['executions'],
  notices: ['notices'],
  switches: ['switches'],
  lever: ['lever'],
  standby: ['standby'],
};

const functions: readonly { readonly name: FunctionName; readonly file: string; readonly core: readonly string[] }[] = [
  { name: 'Admit', file: 'steps/admit', core: ['admit'] },
  { name: 'Arm', file: 'steps/arm', core: ['arm'] },
  { name: 'VerifyBefore', file: 'steps/verify-before', core: ['verify-before'] },
  { name: 'Inject', file: 'steps/inject', core: ['inject'] },
  { name: 'Observe', file: 'steps/observe', core: ['observe'] },
  { name: 'HandOver', file: 'steps/hand-over', core: ['hand-over'] },
  { name: 'Undo', file: 'steps/undo', core: ['undo'] },
  { name: 'VerifyAfter', file: 'steps/verify-after', core: ['verify-after'] },
  { name: 'Conclude', file: 'steps/conclude', core: ['conclude'] },
  { name: 'Stop', file: 'triggers/stop', core: ['abort', 'stop-on-alarm'] },
  { name: 'StopScope', file: 'triggers/stop-scope', core: ['stop-scope'] },
  { name: 'Recover', file: 'triggers/recover', core: ['ensure-recovery', 'safety-net'] },
  { name: 'Sweep', file: 'triggers/sweep', core: ['sweep-up'] },
];

/** In a file that is imported for something else in it. */
const besides: Partial<Record<FunctionName, readonly string[]>> = {
  // The locks of a plan go by the service that a resource names; its fleet is not looked at again.
  Arm: ['resources.resolve'],
  VerifyBefore: ['resources.resolve'],
  // Home is ready by its alarms, which are read by the file that samples probes; none is sampled.
  Undo: ['metrics.beat'],
  Sweep: ['metrics.beat'],
  // The verdict goes by the samples of the journal; none is taken. What is left guards as locks do.
  Conclude: ['metrics.series', 'metrics.alarms', 'metrics.http', 'metrics.beat', 'resources.resolve'],
};

const method = new RegExp(
  `\\b(${[...new Set(Object.keys(asks).map((ask) => ask.split('.')[0]))].join('|')})\\.(\\w+)\\(('\\w+')?`,
  'g',
);

/** `metrics.alarms`, `executions.start('recovery'`, … in a file of core and in what it imports. */
function askedIn(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return new Set();
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  const found = new Set<string>();
  for (const [, port = '', name = '', first = ''] of text.matchAll(method)) {
    const ask = `${port}.${name}`;
    if (ask in asks) found.add(ask);
    else if (`${ask}(${first}` in asks) found.add(`${ask}(${first}`);
  }
  for (const [, path = ''] of text.matchAll(/^import (?!type)[^;]*? from '(\.[^']+)';$/gm))
    for (const ask of askedIn(join(dirname(file), path), seen)) found.add(ask);
  return found;
}

function askedBy(name: FunctionName, files: readonly string[]): readonly string[] {
  const found = new Set(files.flatMap((file) => [...askedIn(`core/lifecycle/${file}.ts`)]));
  for (const ask of besides[name] ?? []) if (!found.delete(ask)) throw new Error(`${name} has no ${ask} any more`);
  return [...found];
}

/** What is asked and not granted: `faults.stop: stop-faults`. */
const lacking = (asked: readonly string[], granted: readonly Need[]): readonly string[] =>
  asked.flatMap((ask) =>
    (asks[ask] ?? [])
      .filter((oneOf) => !oneOf.some((need) => granted.includes(need)))
      .map((oneOf) => `${ask}: ${oneOf.join(' or ')}`),
  );

test.each(functions)('$name carries what it asks for, and may do it', ({ name, file, core }) => {
  const asked = askedBy(name, core);
  expect(asked.length).toBeGreaterThan(1);
  const code = readFileSync(`lambdas/${file}.ts`, 'utf8');
  const carried = Object.entries(carriedBy).flatMap(([part, ports]) =>
    new RegExp(`\\b${part}\\b`).test(code.slice(code.lastIndexOf('import '))) ? ports : [],
  );
  expect(asked.filter((ask) => !carried.includes(ask.split('.')[0]!))).toEqual([]);
  expect(lacking(asked, needs[name])).toEqual([]);
});

const steps = functions.filter(({ file }) => file.startsWith('steps/'));

test.each(steps)('$name takes the step of its name, and loads no other', ({ name, file, core }) => {
  const code = readFileSync(`lambdas/${file}.ts`, 'utf8');
  const loaded = [...code.matchAll(/core\/lifecycle\/([\w-]+)\.ts/g)].map(([, own]) => own);
  expect(code).toContain(`name: '${name}'`);
  expect(loaded.filter((own) => own !== 'input')).toEqual(core);
});

test.each(functions)('a need of $name that is taken away is named', ({ name, core }) => {
  const asked = askedBy(name, core);
  for (const need of needs[name] as readonly Need[]) {
    // Of no method of its own: a look at a fault that is over clears away what it left on resources.
    if (need === 'clear' || (need === 'resources' && !asked.some((ask) => ask.startsWith('resources.')))) continue;
    const left = (needs[name] as readonly Need[]).filter((each) => each !== need);
    expect(lacking(asked, left).join(), `${name} without ${need}`).toContain(need);
  }
});
