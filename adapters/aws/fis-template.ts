/** One wave as an FIS experiment template. The same injection gives the same template, to the letter. */
import type { CreateExperimentTemplateCommandInput } from '@aws-sdk/client-fis';
import { fault } from '../../core/faults/catalogue.ts';
import { choosingOf } from '../../core/faults/choosing.ts';
import { faultRoleOf } from '../../core/plan/fault-role.ts';
import type { FaultLogs } from '../../core/platform/settings.ts';
import type { TemplateTarget } from '../../core/ports/fault-template.ts';
import type { FaultAction, Injection } from '../../core/ports/faults.ts';
import { arn, type Home, parseArn } from './arns.ts';
import { FaultRefused } from './fault-refused.ts';
import { faultTags } from './fault-tags.ts';
import { documentOf } from './fis-document.ts';
import { logsOf } from './fis-logs.ts';

export interface TemplateSettings extends Home {
  /** What FIS acts as. Missing on a platform that only observes. */
  readonly faultRole?: string;
  /** Where FIS writes its own log. Missing: it keeps none. */
  readonly faultLogs?: FaultLogs;
}

/** Resources that are chosen by a tag, which they must carry before the start. */
export interface Marked {
  readonly key: string;
  readonly value: string;
  readonly arns: readonly string[];
}

export interface CompiledWave {
  readonly template: CreateExperimentTemplateCommandInput;
  readonly tags: Readonly<Record<string, string>>;
  readonly marked: readonly Marked[];
}

interface CompiledTarget {
  readonly name: string;
  readonly of: FaultAction;
  readonly key: string;
  readonly target: TemplateTarget;
  readonly marked?: Marked;
}

/** @throws FaultRefused for what FIS of this account and Region cannot be asked for */
export function compileWave(injection: Injection, settings: TemplateSettings): CompiledWave {
  const { runId, experiment, epoch, wave, token, actions, stopAlarms } = injection;
  const { faultRole, faultLogs } = settings;
  if (faultRole === undefined) throw new FaultRefused('this platform has no role that could inject');
  for (const target of actions.flatMap(({ targets }) => Object.values(targets).flat()))
    refuseElsewhere(target, settings);
  const compiled = actions
    .flatMap((of) => Object.keys(of.targets).map((key) => ({ of, key })))
    .map(({ of, key }, n) => targetOf(of, key, n, injection));
  const tags = {
    [faultTags.run]: runId,
    [faultTags.epoch]: String(epoch),
    [faultTags.wave]: String(wave),
    [faultTags.token]: token,
  };
  const template = documentOf(
    {
      description: `Squall run ${runId}, wave ${wave}`,
      accounts: 'single-account',
      stopAlarms: stopAlarms.map((name) => alarmArn(name, settings)),
      targets: Object.fromEntries(compiled.map(({ name, target }) => [name, target])),
      // A wave's steps begin together: what waits for another step is in a later wave.
      actions: Object.fromEntries(
        actions.map((of) => {
          const targets = compiled.filter((each) => each.of === of).map(({ key, name }) => [key, name] as const);
          const parameters = spelled(of, settings);
          return [of.stepId, { action: of.action, parameters, targets: Object.fromEntries(targets), after: [] }];
        }),
      ),
    },
    {
      roleArn: faultRoleOf(faultRole, experiment),
      tags,
      clientToken: token,
      ...(faultLogs && { logs: logsOf(faultLogs, settings) }),
    },
  );
  return { tags, marked: compiled.flatMap(({ marked }) => marked ?? []), template };
}

/** Documents of FIS may be given by name alone, and FIS takes their ARNs, which name no account. */
export function spelled(
  { action, parameters }: Pick<FaultAction, 'action' | 'parameters'>,
  { region }: Pick<Home, 'region'>,
): FaultAction['parameters'] {
  const { documentArn } = parameters;
  if (action !== 'aws:ssm:send-command' || documentArn === undefined || documentArn.startsWith('arn:'))
    return parameters;
  return { ...parameters, documentArn: arn('ssm', { region, account: '' }, `document/${documentArn}`) };
}

function targetOf(of: FaultAction, key: string, n: number, { runId, wave }: Injection): CompiledTarget {
  const arns = of.targets[key] ?? [];
  const chosen = choosingOf(of.action, key, arns.length);
  if (chosen.by === 'nothing') throw new FaultRefused(chosen.why);
  const marked = chosen.by === 'tag' ? { key: `squall:chosen-${wave}-${n}`, value: runId, arns } : undefined;
  const target: TemplateTarget = {
    type: fault(of.action)?.targets[key]?.type ?? '',
    arns: marked ? [] : arns,
    tags: marked ? { [marked.key]: marked.value } : {},
    filters: [],
    parameters: of.targetParameters?.[key] ?? {},
    selection: 'ALL',
  };
  return { name: `target-${n}`, of, key, target, ...(marked && { marked }) };
}

/** One experiment acts in one account and Region. */
function refuseElsewhere(target: string, { account, region }: Home): void {
  const parsed = parseArn(target);
  if (!parsed) throw new FaultRefused(`${target} is no ARN`);
  // Buckets are of no account and Region by their ARN, roles and groups of several Regions of no Region.
  if ((parsed.account !== '' && parsed.account !== account) || (parsed.region !== '' && parsed.region !== region))
    throw new FaultRefused(`${target} is outside account ${account} and Region ${region}, where this platform injects`);
}

const alarmArn = (name: string, home: Home): string =>
  name.startsWith('arn:') ? name : arn('cloudwatch', home, `alarm:${name}`);
