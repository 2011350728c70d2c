/** `squall ls faults ACTION`: nothing that the catalogue says of an action is left out, and its examples are steps as they are. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { showFault } from '../../../../../apps/cli/lists/fault.ts';
import { faultPage } from '../../../../../apps/cli/screen/fault-page.ts';
import { catalogue } from '../../../../../core/faults/catalogue.ts';
import type { FaultDefinition } from '../../../../../core/faults/definition.ts';
import { checkParameters } from '../../../../../core/faults/parameters.ts';
import { undeclaredIrreversible } from '../../../../../core/faults/undo.ts';
import { scenarios } from '../../../../scenarios/scenarios.ts';
import { capturedIo } from '../commands/captured-io.ts';

const { colours } = capturedIo().io;
const written = (value: unknown) => stringify(value, { lineWidth: 0 }).trimEnd().split('\n');
const pageOf = (definition: FaultDefinition) =>
  faultPage({ ...definition, simulated: true, scenarios: [] }, { columns: 100, written }, colours).join('\n');
const inOneLine = (text: string): string => text.replace(/\s+/g, ' ');
const section = (page: string, title: string): string => page.split(`\n${title}\n`)[1]?.split('\n\n')[0] ?? '';

describe('for people', () => {
  it.each(catalogue.map((each) => [each.id, each] as const))('%s is told whole', (_, definition) => {
    const page = pageOf(definition);
    const said = inOneLine(page);
    for (const [key, { type, most }] of Object.entries(definition.targets)) {
      expect(section(page, 'Targets')).toContain(`${key}  `);
      expect(said).toContain(most === undefined ? type : `at most ${most}`);
    }
    for (const { name, doc } of definition.parameters) {
      expect(section(page, 'Parameters')).toContain(name);
      expect(said).toContain(inOneLine(doc));
    }
    for (const rule of definition.undo) expect(said).toContain(inOneLine(rule.by === 'nobody' ? rule.why : rule.how));
    for (const { what, answer } of definition.holes) expect(said).toContain(inOneLine(`${what}: ${answer}`));
    for (const { actions } of definition.needs) for (const each of actions) expect(said).toContain(each);
    expect(said).toContain(definition.provider === 'fis' ? 'Price $0.10' : 'Price none');
    for (const title of ['The least', 'Everything']) {
      const [step] = parse(section(page, title)) as [Parameters<typeof undeclaredIrreversible>[1]];
      expect(step).toMatchObject({ action: definition.id });
      expect(checkParameters(definition, step.with)).toEqual([]);
      expect(undeclaredIrreversible(definition, step)).toBeUndefined();
    }
  });

  it('the documents of FIS are told with their own parameters', () => {
    const page = pageOf(catalogue.find(({ id }) => id === 'aws:ssm:send-command')!);
    expect(section(page, 'Parameters of AWSFIS-Run-Disk-Fill')).toMatch(/Percent\s+a whole number from 1 to 95 %/);
  });
});

describe('for programs', () => {
  const shown = async (action: string, output: 'table' | 'json' | 'yaml') => {
    const { io, out } = capturedIo();
    await showFault(io, action, output);
    return out.join('\n');
  };

  it.each([
    ['squall:host:process-pause', true],
    ['aws:memorydb:multi-region-cluster-pause-replication', false],
    ['aws:s3:bucket-pause-replication', true],
  ])('%s is data, with the scenarios that use it', async (id, simulated) => {
    const data: unknown = JSON.parse(await shown(id, 'json'));
    const using = scenarios.filter((name) =>
      readFileSync(`templates/experiments/${name}/experiment.yaml`, 'utf8').includes(`action: ${id}\n`),
    );
    expect(data).toMatchObject({ id, simulated, scenarios: using.map((name) => ({ name })) });
    expect(parse(await shown(id, 'yaml'))).toEqual(data);
    const page = await shown(id, 'table');
    expect(page).toContain(`Rehearsed   ${simulated ? 'yes' : 'no'}`);
    for (const name of using) expect(section(page, 'Shown by')).toContain(name);
  });

  it('says what was probably meant', async () => {
    await expect(shown('aws:ec2:stop-instance', 'table')).rejects.toThrow(
      'there is no action aws:ec2:stop-instance; did you mean aws:ec2:stop-instances? (squall ls faults lists them)',
    );
  });
});
