/** Stop conditions of FIS: alarms, or `none`, which is not taken over. */
import { parseArn } from '../../../adapters/aws/arns.ts';
import { isObject } from '../../../core/validation/schemas.ts';
import { changed, type Item, kept, lost } from '../importer.ts';

export interface StopConditions {
  /** By name. */
  readonly alarms: readonly string[];
  readonly items: readonly Item[];
}

export function readStopConditions(value: unknown): StopConditions {
  const alarms: string[] = [];
  const items: Item[] = [];
  for (const [i, condition] of (Array.isArray(value) ? value : []).entries()) {
    const path = ['stopConditions', i];
    if (!isObject(condition)) items.push(lost(path, 'no stop condition'));
    else if (condition.source === 'none')
      items.push(changed(path, 'without a stop condition a run is refused, unless a reason is given'));
    else if (condition.source === 'aws:cloudwatch:alarm' && typeof condition.value === 'string') {
      const arn = parseArn(condition.value);
      alarms.push(arn?.resource.replace(/^alarm:/, '') ?? condition.value);
      items.push(
        arn ? changed(path, `by name, in the platform's own account: write the ARN for one in another`) : kept(path),
      );
    } else items.push(lost(path, `the source ${String(condition.source)} is not known`));
  }
  return { alarms: [...new Set(alarms)], items };
}
