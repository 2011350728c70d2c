/** One wave as an FIS experiment template. The same injection gives the same template, to the letter. */
import type { CreateExperimentTemplateCommandInput } from '@aws-sdk/client-fis';
import { fault } from '../../core/faults/catalogue.ts';
import type { FaultAction, Injection } from '../../core/ports/faults.ts';
import { arn, type Home, parseArn } from './arns.ts';
import { fisTypeOf } from './fis-document.ts';

/** The provider will not start it, and nothing was started. */
export class FaultRefused extends Error {
  override readonly name = 'FaultRefused';
}

/** What our templates and experiments carry, so that they are found in AWS itself. */
export const faultTags = {
  run: 'squall:run',
  epoch: 'squall:epoch',
  wave: 'squall:wave',
  token: 'squall:token',
} as const;

/** Of more targets than that, FIS takes a tag only. Source: CreateExperimentTemplate, `resourceArns`. */
export const mostArns = 5;

export interface TemplateSettings extends Home {
  /** What FIS acts as. Missing on a platform that only observes. */
  readonly faultRole?: string;
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
  readonly resourceType: string;
  readonly arns: readonly string[];
}

/** @throws FaultRefused for what FIS of this account and Region cannot be asked for */
export function compileWave(injection: Injection, settings: TemplateSettings): CompiledWave {
  const { runId, epoch, wave, token, actions, stopAlarms } = injection;
  if (settings.faultRole === undefined) throw new FaultRefused('this platform has no role that could inject');
  for (const target of actions.flatMap(({ targets }) => Object.values(targets).flat()))
    refuseElsewhere(target, settings);

  const targets = actions.flatMap((action) => Object.keys(action.targets).map((key) => ({ action, key })));
  const compiled = targets.map(({ action, key }, n) => ({ action, key, target: targetOf(action, key, n) }));
  const marked = compiled.flatMap(({ target: { arns } }, n) =>
    arns.length > mostArns ? [{ key: `squall:chosen-${wave}-${n}`, value: runId, arns }] : [],
  );
  const markOf = ({ arns }: CompiledTarget) => marked.find((mark) => mark.arns === arns);
  const tags = {
    [faultTags.run]: runId,
    [faultTags.epoch]: String(epoch),
    [faultTags.wave]: String(wave),
    [faultTags.token]: token,
  };
  return {
    tags,
    marked,
    template: {
      clientToken: token,
      description: `Squall run ${runId}, wave ${wave}`.slice(0, 512),
      roleArn: settings.faultRole,
      tags,
      stopConditions:
        stopAlarms.length === 0
          ? [{ source: 'none' }]
          : stopAlarms.map((name) => ({ source: 'aws:cloudwatch:alarm', value: alarmArn(name, settings) })),
      experimentOptions: { accountTargeting: 'single-account', emptyTargetResolutionMode: 'fail' },
      targets: Object.fromEntries(
        compiled.map(({ target }) => {
          const mark = markOf(target);
          const chosen = mark ? { resourceTags: { [mark.key]: mark.value } } : { resourceArns: [...target.arns] };
          return [target.name, { resourceType: fisTypeOf(target.resourceType), selectionMode: 'ALL', ...chosen }];
        }),
      ),
      // A wave's steps begin together: what waits for another step is in a later wave.
      actions: Object.fromEntries(
        actions.map((action) => {
          const own = compiled.filter((each) => each.action === action);
          const named = Object.fromEntries(own.map(({ key, target }) => [key, target.name]));
          const { action: actionId } = action;
          const parameters = spelled(action, settings);
          return [action.stepId, { actionId, parameters, ...(own.length > 0 && { targets: named }) }];
        }),
      ),
    },
  };
}

/** Documents of FIS may be given by name alone, and FIS takes their ARNs, which name no account. */
function spelled({ action, parameters }: FaultAction, { region }: Home): FaultAction['parameters'] {
  const { documentArn } = parameters;
  if (action !== 'aws:ssm:send-command' || documentArn === undefined || documentArn.startsWith('arn:'))
    return parameters;
  return { ...parameters, documentArn: arn('ssm', { region, account: '' }, `document/${documentArn}`) };
}

function targetOf({ action, targets }: FaultAction, key: string, n: number): CompiledTarget {
  const resourceType = fault(action)?.targets[key]?.type;
  if (resourceType === undefined) throw new FaultRefused(`${action} takes no target ${key}`);
  return { name: `target-${n}`, resourceType, arns: targets[key] ?? [] };
}

/** One experiment acts in one account and Region. */
function refuseElsewhere(target: string, { account, region }: Home): void {
  const parsed = parseArn(target);
  if (!parsed) throw new FaultRefused(`${target} is no ARN`);
  if (parsed.account !== account || parsed.region !== region)
    throw new FaultRefused(`${target} is outside account ${account} and Region ${region}, where this platform injects`);
}

const alarmArn = (name: string, home: Home): string =>
  name.startsWith('arn:') ? name : arn('cloudwatch', home, `alarm:${name}`);
