/** What stands for `{…}` in a need: what the step itself says. Partition, Region and account are filled in where they are known. */
import { documents } from './aws/documents.ts';
import { isReference, itemsOf, readJson } from './fits.ts';
import { managedArnsOf } from './squall/managed-resource.ts';

export interface Filling {
  /** Missing: any step of the action. */
  readonly with: Readonly<Record<string, unknown>> | undefined;
  /** ARNs, or ARN patterns, of the target that the need is on. */
  readonly targets: readonly string[];
}

/**
 * One text for each thing that it stands for, none when the step does not name it. What a
 * parameter of the experiment decides is `*`, and a document is then any of FIS's, and none else.
 */
export function filled(template: string, { with: given, targets }: Filling): readonly string[] {
  if (template === '{targets}') return targets;
  if (template === '{managed}') return targets.flatMap(managedArnsOf);
  if (!given) return fillAny(template);
  if (template === '{document}') return documentArns(given.documentArn);
  if (template === '{automation}')
    return documentArns(given.documentArn).map((arn) => `${arn.replace(':document/', ':automation-definition/')}:*`);
  if (template === '{automationRole}') {
    const role = readJson(given.documentParameters)?.AutomationAssumeRole;
    return role === undefined
      ? []
      : itemsOf(Array.isArray(role) ? role : String(role)).map((each) => open(String(each)));
  }
  const named = /\{with\.(\w+)\}/.exec(template);
  if (!named) return [template];
  const value = given[named[1] ?? ''];
  return value === undefined
    ? []
    : itemsOf(String(value)).map((each) => template.replace(named[0], open(String(each))));
}

/** Of a step that is not known, automations are nobody's: only their own document says what they do. */
function fillAny(template: string): readonly string[] {
  if (template === '{document}') return documents.map(({ name }) => ofFis(name));
  if (template === '{automation}' || template === '{automationRole}') return [];
  return [template.replace(/\{with\.\w+\}/g, '*')];
}

/** FIS takes the document's whole ARN; one of its own may be written by its name. */
function documentArns(given: unknown): readonly string[] {
  const written = String(given ?? '');
  if (isReference(given) && !/:\d{12}:document\//.test(written)) return documents.map(({ name }) => ofFis(name));
  if (written.startsWith('arn:')) return [open(written)];
  return written === '' ? [] : [ofFis(written)];
}

const ofFis = (name: string) => `arn:{partition}:ssm:{region}::document/${name}`;

/** A pattern for what a reference may come to. */
export const open = (text: string): string => text.replace(/\$\{[^}]+\}/g, '*');
