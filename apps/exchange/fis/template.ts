/** Where the template is in a document: as it is, as the command line prints it, or in a stack of CloudFormation. */

import type { Path } from '../../../core/validation/problem.ts';
import { isObject } from '../../../core/validation/schemas.ts';
import { cloudFormationTemplates } from './cloudformation.ts';

export interface FoundTemplate {
  /** With the keys of the API, whatever its values are. */
  readonly template: Readonly<Record<string, unknown>>;
  /** Better than the name of the file, where the document has one. */
  readonly name?: string;
  /** In the document, of a path in `template`. */
  pathOf(path: Path): Path;
}

const looksLikeOne = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isObject(value) &&
  isObject(value.actions) &&
  Object.values(value.actions).some((action) => isObject(action) && typeof action.actionId === 'string');

/** None for any other document. */
export function templatesIn(document: unknown): readonly FoundTemplate[] {
  if (looksLikeOne(document)) return [{ template: document, pathOf: (path) => path }];
  if (!isObject(document)) return [];
  const { experimentTemplate } = document;
  if (looksLikeOne(experimentTemplate))
    return [{ template: experimentTemplate, pathOf: (path) => ['experimentTemplate', ...path] }];
  return cloudFormationTemplates(document);
}
