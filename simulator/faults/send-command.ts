import { NotSimulated } from '../cloud.ts';
import { documentNames, instant, lasting } from './documents.ts';
import type { Fault } from './fault.ts';
import { readParameters } from './parameters.ts';

const actionId = 'aws:ssm:send-command';

/**
 * A document takes DurationSeconds and works for so long, whatever the action's own
 * duration: one that outlives its action is a leftover, as in AWS. Stopping the action
 * cancels it.
 */
export const sendCommand: Fault = {
  actionId,
  targets: { Instances: 'ec2:instance' },
  plan(request) {
    const read = readParameters(actionId, request.parameters);
    const duration = read.duration('duration');
    const arn = read.text('documentArn');
    const given = read.text('documentParameters', '{}');
    read.oneOf('documentVersion', ['$DEFAULT', '$LATEST'], '$DEFAULT');
    read.finish();
    const name = nameOf(arn);
    const on = request.targets.Instances ?? [];
    const own = readParameters(name, stringsOf(name, given));
    own.oneOf('InstallDependencies', ['True', 'False'], 'True');
    const once = instant[name];
    if (once) {
      once.check(own, on, request, name);
      own.finish();
      return { duration, effects: [] };
    }
    const document = lasting[name];
    if (!document) throw new NotSimulated(unknown(arn));
    const seconds = own.number('DurationSeconds', Number.NaN, 1, 43_200);
    if (Number.isNaN(seconds))
      throw new NotSimulated(`the simulator does not model ${name} with DurationSeconds left out`);
    const effects = document(own, on, request, name);
    own.finish();
    return { duration, effects, effectsFor: seconds * 1000 };
  },
  begin(plane, { parameters, targets }) {
    return instant[nameOf(parameters.documentArn ?? '')]?.begin(plane, targets.Instances ?? []);
  },
};

/** @throws NotSimulated for what is no document. */
function nameOf(arn: string): string {
  if (!arn.includes('document/')) throw new NotSimulated(unknown(arn));
  return arn.slice(arn.lastIndexOf('/') + 1);
}

const unknown = (arn: string): string =>
  `the simulator does not model the document ${arn}: it has ${documentNames.join(', ')}`;

function stringsOf(document: string, json: string): Record<string, string> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    value = undefined;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new NotSimulated(
      `the simulator does not model ${document} with documentParameters ${json}: it takes a JSON object`,
    );
  }
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, String(part)]));
}
