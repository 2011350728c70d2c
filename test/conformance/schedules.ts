/** Schedules of a template as EventBridge Scheduler's own API takes them: moto's CloudFormation does not create any. */
import type { CreateScheduleCommandInput } from '@aws-sdk/client-scheduler';
import type { Template } from '../stacks/synthesized.ts';
import { account } from './fleet.ts';

/** What the template refers to: other stacks' exports by name, and resources of its own. */
function resolved(value: unknown, template: Template, exports: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((each) => resolved(each, template, exports));
  if (typeof value !== 'object' || value === null) return value;
  const [[name, given] = []] = Object.entries(value);
  if (name === 'Fn::ImportValue') return found(exports.get(given), value);
  if (name === 'Ref') return found(template.Resources[given]?.Properties.Name, value);
  if (name === 'Fn::GetAtt' && given[1] === 'Arn') {
    const role = template.Resources[given[0]]?.Properties.RoleName;
    return `arn:aws:iam::${account}:role/${found(role, value)}`;
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolved(each, template, exports)]));
}

function found(value: string | undefined, reference: object): string {
  if (value === undefined) throw new Error(`nothing is known of ${JSON.stringify(reference)}`);
  return value;
}

/** CloudFormation's properties are the API's parameters, by the same names. */
export const scheduleRequests = (
  template: Template,
  exports: ReadonlyMap<string, string>,
): readonly CreateScheduleCommandInput[] =>
  Object.values(template.Resources)
    .filter(({ Type }) => Type === 'AWS::Scheduler::Schedule')
    .map(({ Properties }) => resolved(Properties, template, exports) as CreateScheduleCommandInput);
