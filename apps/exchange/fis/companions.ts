/** What stands beside a template in a folder of the AWS FIS template library. */
import { isObject } from '../../../core/validation/schemas.ts';
import { changed, type Item, kept, lost } from '../importer.ts';

/** The item that stands for the whole document; undefined for anything else. */
export function companionOf(document: unknown): Item | undefined {
  if (!isObject(document)) return undefined;
  if (isObject(document.AWSFIS)) return kept([], 'the mark of the library’s layout; squall export writes it again');
  if (Array.isArray(document.Statement)) return ofPolicy(document.Statement);
  if (document.schemaVersion !== undefined && Array.isArray(document.mainSteps))
    return lost([], 'a document of Systems Manager is not kept here: create it there, and name it in documentArn');
  return undefined;
}

const ofPolicy = (statements: readonly unknown[]): Item =>
  statements.some((statement) => isObject(statement) && statement.Principal !== undefined)
    ? changed([], 'squall export writes the trust policy again, bound to this account and its experiments')
    : changed([], 'squall export --iam writes a policy with what the experiment needs and no more');
