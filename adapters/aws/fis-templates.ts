/** FIS templates that others made, read in the platform's words. They are read, and never started. */
import { type FisClient, GetExperimentTemplateCommand } from '@aws-sdk/client-fis';
import type { TemplateAnswer } from '../../core/ports/fault-template.ts';
import { arn, type Home } from './arns.ts';
import { failureOf, isFailure } from './errors.ts';
import { templateOf } from './fis-document.ts';

/** @throws ServiceFailure, save for a template that does not exist */
export async function readTemplate(client: FisClient, id: string, home: Home): Promise<TemplateAnswer> {
  try {
    const { experimentTemplate } = await client.send(new GetExperimentTemplateCommand({ id }));
    if (experimentTemplate)
      return { found: true, template: templateOf(id, experimentTemplate, arn('cloudwatch', home, 'alarm:')) };
  } catch (error) {
    const failure = failureOf(error, 'GetExperimentTemplate');
    if (!isFailure(failure, 'NotFound')) throw failure;
  }
  return { found: false, why: `it does not exist in account ${home.account} and Region ${home.region}` };
}
