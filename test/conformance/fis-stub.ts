/**
 * AWS FIS as far as moto has it, and on top of it what moto has not: time, effects on
 * instances, targets by tag, refusal of what FIS refuses, its quotas, and whether its role may. Every request and every answer
 * is held against botocore's model of the service, and one that is not as described there
 * fails the test (`violations.ts`).
 */
import type { IncomingMessage } from 'node:http';
import { EC2Client } from '@aws-sdk/client-ec2';
import { serviceModel } from './botocore-model.ts';
import { begin, end, type FisAction, type FisTarget, lengthOf, refusalOf, resolveTarget } from './fis-effects.ts';
import { settings } from './fleet.ts';
import { motoRegion } from './moto.ts';
import { passedOn, type Reply, serve } from './passing-on.ts';
import { simulatedPolicy } from './policy-simulator.ts';
import { type Quotas, quotaAnswer } from './quota-service.ts';
import { recordAnswer } from './recorded-calls.ts';
import { violate } from './violations.ts';

export interface FisStub {
  /** For any client: what is not FIS is moto's to answer. */
  readonly endpoint: string;
  now(): number;
  /** Lets time pass for FIS: actions end, stopping experiments come to a stop. */
  pass(millis: number): Promise<void>;
  /** At home, as it is set, and as whoever set it said. Tests may set it as another team would. */
  readonly lever: SafetyLever;
  /** There is one for each Region. */
  leverIn(region: string): SafetyLever;
  /** In Service Quotas. */
  readonly quotas: Quotas;
  /** Operation to how often it was asked for. */
  readonly asked: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

interface SafetyLever {
  status: 'disengaged' | 'engaging' | 'engaged';
  reason: string;
}

interface Played {
  /** Acts in the account of whoever started it. */
  readonly ec2: EC2Client;
  readonly region: string;
  readonly startedAt: number;
  /** Its targets are resolved, and none of its actions is run. */
  readonly skipped: boolean;
  readonly actions: Readonly<
    Record<string, { readonly action: FisAction; readonly arns: readonly string[]; done: boolean }>
  >;
  readonly byTag: readonly { readonly targetName: string; readonly resourceType: string; readonly arn: string }[];
  failed?: string;
  /** The safety lever was engaged when it was started. */
  cancelled?: true;
  stopping?: number;
}

/** As whom and where FIS acts: of whoever started it. */
interface Acting {
  readonly ec2: EC2Client;
  readonly region: string;
}

type Json = Record<string, unknown>;
interface Answer {
  readonly status: number;
  readonly body: Json;
}

const stopsWithin = 5000;
const json = (body: Json): Buffer => Buffer.from(JSON.stringify(body));
export async function startFisStub(moto: string, begins: number): Promise<FisStub> {
  const model = serviceModel('fis');
  const clients = new Map<string, Acting>();
  const played = new Map<string, Played>();
  const asked = new Map<string, number>();
  const levers = new Map<string, SafetyLever>();
  const leverIn = (region: string): SafetyLever => {
    const known = levers.get(region) ?? { status: 'disengaged', reason: 'never engaged' };
    levers.set(region, known);
    return known;
  };
  const quotas: Quotas = { applied: new Map(), defaults: new Map() };
  let now = begins;

  const stateOf = (each: Played): { status: string; reason: string } => {
    if (each.cancelled) return { status: 'cancelled', reason: 'The safety lever is engaged.' };
    if (each.failed !== undefined) return { status: 'failed', reason: each.failed };
    if (each.stopping !== undefined)
      return now >= each.stopping + stopsWithin
        ? { status: 'stopped', reason: 'Experiment stopped by user.' }
        : { status: 'stopping', reason: 'Experiment is stopping.' };
    const done = Object.values(each.actions).every((action) => action.done);
    return done
      ? { status: 'completed', reason: 'Experiment completed.' }
      : { status: 'running', reason: 'Experiment is running.' };
  };
  const overlaid = (experiment: Json): Json => {
    const own = played.get(String(experiment.id));
    if (!own) return experiment;
    const state = stateOf(own);
    const actions = Object.entries((experiment.actions ?? {}) as Record<string, Json>).map(([name, action]) => {
      const over = own.skipped ? 'skipped' : 'completed';
      const status = own.actions[name]?.done && own.stopping === undefined ? over : state.status;
      return [name, { ...action, state: { status, reason: state.reason } }];
    });
    return { ...experiment, state, ...('actions' in experiment && { actions: Object.fromEntries(actions) }) };
  };

  /** moto tells accounts apart by the access key and Regions by the scope, and looks at nothing else of a signature. */
  const actingFor = (request: IncomingMessage): Acting => {
    const [, accessKeyId = '', region = motoRegion] =
      /Credential=([^/]+)\/\d+\/([^/]+)/.exec(request.headers.authorization ?? '') ?? [];
    const credentials = { accessKeyId, secretAccessKey: 'of no account' };
    const key = `${accessKeyId}/${region}`;
    const known = clients.get(key) ?? { ec2: new EC2Client({ ...settings(moto), credentials, region }), region };
    clients.set(key, known);
    return known;
  };

  async function play(experiment: Json, { ec2, region }: Acting): Promise<void> {
    const id = String(experiment.id);
    if (played.has(id)) return;
    const [, , , , account] = String(experiment.roleArn).split(':');
    const prefix = `arn:aws:ec2:${region}:${account}:instance/`;
    const resolved = new Map<string, readonly string[]>();
    const targets = Object.entries((experiment.targets ?? {}) as Record<string, FisTarget>);
    for (const [name, target] of targets) resolved.set(name, await resolveTarget(ec2, target, prefix));
    const skipped = (experiment.experimentOptions as Json | undefined)?.actionsMode === 'skip-all';
    const actions = Object.entries((experiment.actions ?? {}) as Record<string, FisAction>).map(([name, action]) => {
      const arns = Object.values(action.targets ?? {}).flatMap((target) => resolved.get(target) ?? []);
      return [name, { action, arns, done: skipped || lengthOf(action) === 0 }] as const;
    });
    const byTag = targets.flatMap(([targetName, { resourceType, resourceArns }]) =>
      resourceArns ? [] : (resolved.get(targetName) ?? []).map((arn) => ({ targetName, resourceType, arn })),
    );
    const own: Played = { ec2, region, startedAt: now, skipped, actions: Object.fromEntries(actions), byTag };
    played.set(id, own);
    if (leverIn(region).status !== 'disengaged') {
      own.cancelled = true;
      return;
    }
    const empty = targets.find(([name]) => resolved.get(name)?.length === 0);
    if (empty) own.failed = `Target resolution returned empty set for target ${empty[0]}`;
    else if (!skipped) for (const [, { action, arns }] of actions) await begin(ec2, action, arns);
  }

  async function endActions(own: Played, due: (action: FisAction) => boolean): Promise<void> {
    for (const each of Object.values(own.actions)) {
      if (each.done || !due(each.action)) continue;
      each.done = true;
      await end(own.ec2, each.action, each.arns);
    }
  }

  async function onTop(
    operation: string,
    inPath: Readonly<Record<string, string>>,
    { status, body }: Answer,
    acting: Acting,
  ): Promise<Answer> {
    if (status !== 200) return { status, body };
    const experiment = (body.experiment ?? {}) as Json;
    if (operation === 'StartExperiment') await play(experiment, acting);
    if (operation === 'StopExperiment') {
      const own = played.get(String(experiment.id));
      if (own && stateOf(own).status === 'running') {
        own.stopping = now;
        await endActions(own, () => true);
      }
    }
    if (operation === 'ListExperimentResolvedTargets') {
      const more = (played.get(inPath.id ?? inPath.experimentId ?? '')?.byTag ?? []).map(({ arn, ...rest }) => ({
        ...rest,
        targetInformation: { arn },
      }));
      return { status, body: { ...body, resolvedTargets: [...(body.resolvedTargets as Json[]), ...more] } };
    }
    if (body.experiment) return { status, body: { ...body, experiment: overlaid(experiment) } };
    if (body.experiments) return { status, body: { ...body, experiments: (body.experiments as Json[]).map(overlaid) } };
    return { status, body };
  }

  /** moto knows no lever. Engaged, every experiment of its Region is stopped; while it is being engaged nobody may set it. */
  async function ofLever(id: string, { state }: Json, region: string): Promise<Answer> {
    if (id !== 'default') return { status: 404, body: { message: `there is no safety lever ${id}` } };
    const lever = leverIn(region);
    if (state) {
      if (lever.status === 'engaging') return { status: 409, body: { message: 'the safety lever is being engaged' } };
      Object.assign(lever, state);
      if (lever.status === 'engaged')
        for (const each of played.values())
          if (each.region === region && stateOf(each).status === 'running') {
            each.stopping = now;
            await endActions(each, () => true);
          }
    }
    const arn = `arn:aws:fis:${region}:123456789012:safety-lever/${id}`;
    return { status: 200, body: { safetyLever: { id, arn, state: { ...lever } } } };
  }

  function refused(operation: string, request: Json): Answer | undefined {
    if (operation !== 'CreateExperimentTemplate') return undefined;
    const why = Object.values((request.actions ?? {}) as Record<string, FisAction>)
      .map(refusalOf)
      .find(Boolean);
    return why === undefined ? undefined : { status: 400, body: { message: why } };
  }

  async function answer(request: IncomingMessage, sent: Buffer): Promise<Reply> {
    const url = new URL(request.url ?? '/', moto);
    if (!/\/fis\/aws4_request/.test(request.headers.authorization ?? ''))
      return (
        quotaAnswer(request, sent, quotas) ??
        (await simulatedPolicy(request, sent, moto)) ??
        passedOn(request, moto, sent)
      );
    const method = request.method ?? '';
    const operation = model.operationOf(method, url.pathname);
    if (!operation) {
      violate(`${method} ${url.pathname} is no operation of FIS`);
      return passedOn(request, moto, sent);
    }
    const { name, inPath } = operation;
    asked.set(name, (asked.get(name) ?? 0) + 1);
    const own = (status: number) => recordAnswer(request, { by: 'fis-stub', service: 'fis', operation: name, status });
    const given = sent.length > 0 ? (JSON.parse(sent.toString()) as Json) : {};
    const query = [...url.searchParams].map(([key, value]) => [key, key === 'maxResults' ? Number(value) : value]);
    violate(...model.problemsOf(name, 'input', { ...given, ...Object.fromEntries(query), ...inPath }));
    if (name.includes('SafetyLever')) {
      const answered = await ofLever(inPath.id ?? '', given, actingFor(request).region);
      const failed = answered.status === 409 ? 'ConflictException' : 'ResourceNotFoundException';
      if (answered.status === 200) violate(...model.problemsOf(name, 'output', answered.body));
      else violate(...model.problemsOfError(name, failed));
      own(answered.status);
      const headers = answered.status === 200 ? {} : { 'x-amzn-errortype': failed };
      return { status: answered.status, headers, body: json(answered.body) };
    }
    const no = refused(name, given);
    if (no) {
      own(no.status);
      return { status: no.status, headers: { 'x-amzn-errortype': 'ValidationException' }, body: json(no.body) };
    }
    const { status, headers, body } = await passedOn(request, moto, sent);
    const answered: Answer = { status, body: JSON.parse(body.toString()) as Json };
    const laid = await onTop(name, inPath, answered, actingFor(request));
    if (status === 200) violate(...model.problemsOf(name, 'output', laid.body));
    else violate(...model.problemsOfError(name, headers['x-amzn-errortype']));
    if (laid.body !== answered.body) own(status);
    return { status, headers, body: json(laid.body) };
  }

  const server = await serve(answer, (error) => violate(`the stub failed: ${error.stack}`));

  return {
    endpoint: server.endpoint,
    now: () => now,
    async pass(millis) {
      now += millis;
      for (const own of played.values())
        if (own.failed === undefined && !own.cancelled && own.stopping === undefined)
          await endActions(own, (action) => now >= own.startedAt + lengthOf(action));
    },
    asked,
    lever: leverIn(motoRegion),
    leverIn,
    quotas,
    stop: server.stop,
  };
}
