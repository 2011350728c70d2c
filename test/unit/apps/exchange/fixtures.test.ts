/** What the fixtures become: valid once a person has answered, without a secret, and with the meaning that they had. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { imported } from '../../../../apps/exchange/import.ts';
import { sourcesOf } from '../../../../apps/exchange/sources.ts';
import type { Experiment } from '../../../../core/experiment/schema/experiment.ts';
import { validateExperiment } from '../../../../core/experiment/validate.ts';
import type { MonkeyDefinition } from '../../../../core/monkey/schema/monkey.ts';
import { validateMonkey } from '../../../../core/monkey/validate.ts';

const folder = join(import.meta.dirname, '../../../fixtures/imports');
const read = (file: string) => imported(sourcesOf(join(folder, file)));
const first = (file: string): Experiment => parse(read(file).documents[0]!.yaml) as Experiment;
const withOf = (experiment: Experiment) => experiment.steps.map((step) => [step.action ?? step.fisTemplate, step.with]);

/** What the questions ask for. */
function answered(draft: Experiment): unknown {
  const { metadata, hypothesis, guardrails, targets } = draft;
  const probe = { id: 'told', alarm: { name: 'told' }, when: ['before', 'during', 'after'] };
  const chosen = Object.entries(targets).map(([name, target]) => [
    name,
    Object.keys(target.where).length > 0 ? target : { ...target, where: { tags: { Service: 'web' } } },
  ]);
  return {
    ...draft,
    metadata: { ...metadata, owner: metadata.owner ?? 'us', service: metadata.service ?? 'web' },
    hypothesis: { ...hypothesis, probes: [...(hypothesis.probes ?? []), probe] },
    guardrails: { stopAlarms: ['told'], ...guardrails },
    targets: Object.fromEntries(chosen),
  };
}

/** What is asked of a monkey. */
const decided = (draft: MonkeyDefinition): unknown => ({
  ...draft,
  metadata: { ...draft.metadata, service: draft.metadata.service ?? 'web', owner: 'us' },
  guardrails: { stopAlarms: ['told'], ...draft.guardrails },
});

describe.each(readdirSync(folder).sort())('%s', (file) => {
  const found = read(file);

  it('becomes valid experiments and monkeys, once what only a person knows is said', () => {
    const problems = found.documents
      .map(({ kind, yaml }) => [kind, parse(yaml)] as const)
      .filter(([kind, draft]) => kind === 'Monkey' || draft.steps.length > 0)
      .map(([kind, draft]) =>
        kind === 'Monkey' ? validateMonkey(decided(draft)) : validateExperiment(answered(draft)),
      )
      .flatMap((checked) => (checked.ok ? [] : checked.problems.map(({ message }) => message)));
    expect(problems).toEqual([]);
    expect(found.unread).toEqual([]);
  });

  it('has no secret in it', () => {
    expect(JSON.stringify(found)).not.toContain('nobody-copies-this');
  });
});

describe('the meaning of', () => {
  it('an experiment of Chaos Toolkit', () => {
    const draft = first('chaos-toolkit.yaml');
    expect(withOf(draft)).toEqual([
      ['aws:ec2:stop-instances', undefined],
      ['aws:fis:wait', { duration: 'PT1M30S' }],
      [
        'aws:lambda:invocation-add-delay',
        { startupDelayMilliseconds: 1500, invocationPercentage: 29, duration: 'PT4M' },
      ],
      ['aws:eks:pod-delete', { gracePeriodSeconds: 0, kubernetesServiceAccount: '${parameters.serviceAccount}' }],
      ['aws:fis:wait', { duration: 'PT1M' }],
      ['EXT1abc2def', undefined],
    ]);
    expect(draft.targets['lose-some-targets']).toEqual({
      type: 'ec2:instance',
      where: { tags: { 'aws:autoscaling:groupName': '${parameters.group}' }, zone: 'euc1-az1' },
      select: { percent: '${parameters.share}' },
    });
    // In the background: the pods go while the function is slow.
    expect(draft.steps[3]?.after).toEqual(draft.steps[2]?.after ?? ['lose-some-pause']);
    expect(draft.guardrails.stopAlarms).toEqual(['orders-5xx']);
    expect(Object.fromEntries(draft.hypothesis.probes.map(({ id, expect: expected }) => [id, expected]))).toEqual({
      'orders-5xx-quiet': undefined,
      'orders-answer': { status: 200 },
      'orders-move': { oneOf: [301, 302] },
      'few-errors': { between: [0, 0.5] },
      'body-says-so': { status: 200 },
      'word-of-the-day': { matches: '^2' },
    });
    expect(draft.parameters?.host).toMatchObject({ type: 'string', default: 'orders.example' });
    expect(Object.keys(draft.parameters ?? {})).not.toContain('api_token');
  });

  it('an engine and a workflow of Litmus', () => {
    expect(withOf(first('litmus-engine.yaml'))).toMatchObject([
      [
        'aws:eks:pod-network-latency',
        {
          duration: 'PT1M',
          delayMilliseconds: 300,
          jitterMilliseconds: 25,
          sources: ['db.example', 'cache.example', '10.0.0.0/16'],
        },
      ],
      ['aws:eks:pod-delete', { gracePeriodSeconds: 0 }],
      ['aws:ec2:stop-instances', { startInstancesAfterDuration: 'PT2M', completeIfInstancesTerminated: true }],
    ]);
    const nightly = first('litmus-workflow.yaml');
    expect(nightly.schedule).toEqual({ cron: '0 2 ? * MON-FRI *', timeZone: 'Europe/Berlin' });
    expect(nightly.steps.map(({ id, after }) => [id, after])).toEqual([
      ['pod-cpu-hog', undefined],
      ['pod-network-loss', []],
      ['pod-delete', ['pod-cpu-hog', 'pod-network-loss']],
    ]);
  });

  it('attacks of Gremlin', () => {
    const [latency, blackhole, clock, reboot, looks] = read('gremlin-attacks.json').documents.map(
      ({ yaml }) => parse(yaml) as Experiment,
    );
    expect(latency?.steps[0]?.with).toMatchObject({
      documentArn: 'AWSFIS-Run-Network-Latency-Sources',
      duration: 'PT2M',
      documentParameters: '{"DelayMilliseconds":"250","Sources":"db.example","Interface":"ens5"}',
    });
    expect(
      blackhole?.steps.map(({ with: given, after }) => [given?.port, given?.trafficType, given?.protocol, after]),
    ).toEqual([
      [443, 'egress', 'udp', undefined],
      [5432, 'egress', 'udp', []],
      [8080, 'ingress', 'udp', []],
    ]);
    expect(clock?.steps[0]).toMatchObject({
      action: 'squall:host:clock-skew',
      with: { skewSeconds: -3600, duration: 'PT10M' },
    });
    expect(reboot?.schedule).toEqual({
      cron: '0 10 ? * MON,WED *',
      timeZone: 'America/New_York',
      flexibleWindow: 'PT90M',
    });
    expect(looks?.steps).toEqual([]);
  });

  it('FIT and kube-monkey', () => {
    expect(withOf(first('fit.yaml'))).toEqual(
      [500, 503].map((statusCode) => [
        'squall:lambda:status',
        { requestPercentage: 5, header: 'X-Fit: on', statusCode, duration: 'PT10M' },
      ]),
    );
    expect(
      first('fit.yaml').hypothesis.probes.map(({ cloudwatch, expect: expected }) => [cloudwatch?.metric, expected]),
    ).toEqual([
      ['SuccessRate', { atLeast: 99.5 }],
      ['latency_p99', { atMost: 800 }],
    ]);
    expect(first('fit.yaml').guardrails.stopAlarms).toEqual(['checkout-5xx']);
    expect(withOf(first('kube-monkey.yaml'))).toMatchObject([['aws:eks:pod-delete', { gracePeriodSeconds: 10 }]]);
  });
});
