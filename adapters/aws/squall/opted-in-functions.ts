/** Whether functions may be failed at all: their owners' tag, and the middleware that was told of its folder. */
import { GetFunctionConfigurationCommand, type LambdaClient, ListTagsCommand } from '@aws-sdk/client-lambda';
import { optInTag } from '../../../core/targets/opt-in-tag.ts';
import { isFailure } from '../errors.ts';
import { FaultRefused } from '../fault-refused.ts';
import type { Place } from './own-fault.ts';
import { folderOf } from './request-word.ts';

/** The variable that names a function's folder; its others are not looked at. */
export const pathVariable = 'SQUALL_FAILURE_PATH';

/** @throws FaultRefused for the first function that may not be, or would hear nothing */
export async function refuseUnlessListening(
  lambda: LambdaClient,
  place: Place,
  arns: readonly string[],
): Promise<void> {
  for (const arn of arns) {
    try {
      const { Tags = {} } = await lambda.send(new ListTagsCommand({ Resource: arn }));
      if (Tags[optInTag] !== 'true') throw new FaultRefused(`${arn} lacks the tag ${optInTag}=true`);
      const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: arn }));
      const folder = folderOf(place, arn);
      if (Environment?.Variables?.[pathVariable] !== folder)
        throw new FaultRefused(
          `${arn} would not hear of it: its environment has no ${pathVariable}=${folder} (docs/request-failure.md)`,
        );
    } catch (error) {
      if (isFailure(error, 'NotFound', 'AccessDenied', 'InvalidRequest'))
        throw new FaultRefused(error.message, { cause: error });
      throw error;
    }
  }
}
