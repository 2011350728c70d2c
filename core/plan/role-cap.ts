/** The most that roles of a platform may ever do: what each of theirs does, without saying to what. */
import { optInTag } from '../targets/opt-in-tag.ts';
import type { PolicyStatement } from './role-policy.ts';

const held = { StringEquals: { [`aws:ResourceTag/${optInTag}`]: ['true'] } };

const isHeld = ({ conditions }: PolicyStatement): boolean =>
  conditions.StringEquals?.[`aws:ResourceTag/${optInTag}`] !== undefined;

/**
 * A boundary of two statements. An action that every one of the policies holds to the opt-in
 * tag is held to it here too; of the others only that they are there. IAM takes 6,144 characters.
 */
export function capOf(statements: readonly PolicyStatement[]): readonly PolicyStatement[] {
  const open = actionsOf(statements.filter((each) => !isHeld(each)));
  const optedIn = actionsOf(statements.filter(isHeld)).filter((action) => !open.includes(action));
  return [
    ...(optedIn.length > 0 ? [{ sid: 'OptedIn', actions: optedIn, resources: ['*'], conditions: held }] : []),
    ...(open.length > 0 ? [{ sid: 'HeldByRoles', actions: open, resources: ['*'], conditions: {} }] : []),
  ];
}

const actionsOf = (statements: readonly PolicyStatement[]): readonly string[] =>
  [...new Set(statements.flatMap(({ actions }) => actions))].sort();
