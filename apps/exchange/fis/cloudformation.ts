/** `AWS::FIS::ExperimentTemplate` in a stack of CloudFormation: the same template, its keys in capitals. */
import type { Path } from '../../../core/validation/problem.ts';
import { isObject } from '../../../core/validation/schemas.ts';
import type { FoundTemplate } from './template.ts';

const type = 'AWS::FIS::ExperimentTemplate';

export function cloudFormationTemplates(document: Readonly<Record<string, unknown>>): readonly FoundTemplate[] {
  if (!isObject(document.Resources)) return [];
  return Object.entries(document.Resources).flatMap(([name, resource]) => {
    if (!isObject(resource) || resource.Type !== type || !isObject(resource.Properties)) return [];
    const above: Path = ['Resources', name, 'Properties'];
    const pathOf = (path: Path): Path => [
      ...above,
      ...path.map((key, i) => (typeof key === 'string' && isOfFis(path, i) ? capital(key) : key)),
    ];
    return [{ template: lowered(resource.Properties, []) as Readonly<Record<string, unknown>>, name, pathOf }];
  });
}

/** Whether a key is one of FIS's own: names of actions and targets, tags and parameters are their author's. */
function isOfFis(path: Path, at: number): boolean {
  const [root] = path;
  if (at === 0) return true;
  if (root === 'tags') return false;
  if (root === 'actions' || root === 'targets') return at === 2 || (at > 2 && path[2] === 'filters');
  return true;
}

function lowered(value: unknown, path: Path): unknown {
  if (Array.isArray(value)) return value.map((each, i) => lowered(each, [...path, i]));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const small = key.slice(0, 1).toLowerCase() + key.slice(1);
      const own = isOfFis([...path, small], path.length) ? small : key;
      return [own, lowered(inner, [...path, own])];
    }),
  );
}

const capital = (key: string): string => key.slice(0, 1).toUpperCase() + key.slice(1);
