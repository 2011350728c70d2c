import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fleetAlarm, fleetTags } from '../../../../apps/certify/fleet.ts';
import { validateExperiment } from '../../../../core/experiment/validate.ts';
import { certificationExperiments, rehearsal } from '../../../../lib/configuration/certification.ts';
import { deployedExperiments } from '../../../../lib/configuration/deployed.ts';

const there = { stage: 'qa', region: 'us-east-2' };
const configuration = { experiments: 'templates/experiments', ...there, stage: 'staging' };
const namesOf = (definitions: ReturnType<typeof deployedExperiments>) =>
  definitions.map(({ experiment }) => experiment.metadata.name);

describe('the experiments of a certification', () => {
  it('name the deployed stage, its Region and its alarm, and nothing of the rehearsal', () => {
    const placed = certificationExperiments(there);
    expect(placed.length).toBeGreaterThan(5);
    for (const { experiment } of placed) {
      expect(JSON.stringify(experiment)).not.toMatch(/squall-rehearsal|eu-central-1/);
      expect(experiment.environment).toBe('qa');
      expect(experiment.guardrails.stopAlarms).toEqual([fleetAlarm('qa')]);
      for (const { where } of Object.values(experiment.targets)) expect(where.tags).toMatchObject(fleetTags('qa'));
      expect(validateExperiment(experiment)).toMatchObject({ ok: true });
    }
    const documents = placed.flatMap(({ experiment }) =>
      experiment.steps.flatMap((step) => step.with?.documentArn ?? []),
    );
    expect(documents.length).toBeGreaterThan(0);
    for (const { experiment } of placed.filter(({ experiment }) => experiment.parameters?.region))
      expect(experiment.parameters!.region).toMatchObject({ default: 'us-east-2' });
  });

  it('have another hash in another stage, and the files’ own in the rehearsal', () => {
    const hashes = (place: typeof there) => certificationExperiments(place).map(({ hash }) => hash);
    expect(new Set([...hashes(there), ...hashes({ ...rehearsal })]).size).toBe(2 * hashes(there).length);
  });

  it('are deployed with a sample fleet, and not without', () => {
    const without = namesOf(deployedExperiments({ ...configuration, sampleFleet: false }));
    const all = namesOf(deployedExperiments({ ...configuration, sampleFleet: true }));
    expect(without.some((name) => name.startsWith('certify-'))).toBe(false);
    expect(all).toEqual([...without, ...namesOf(certificationExperiments(there))].sort());
  });

  it('keep their names to themselves', () => {
    const experiments = mkdtempSync(join(tmpdir(), 'squall-deployed-'));
    cpSync('templates/experiments/instance-termination', join(experiments, 'own'), { recursive: true });
    const file = join(experiments, 'own/experiment.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('name: instance-termination', 'name: certify-capacity'));
    expect(() => deployedExperiments({ ...configuration, experiments, sampleFleet: true })).toThrow(/certify-capacity/);
    expect(deployedExperiments({ ...configuration, experiments, sampleFleet: false })).toHaveLength(1);
  });
});
