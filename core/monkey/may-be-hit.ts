/** Whether a group may be hit at all: whom its owner and the definition leave alone. Nothing here changes from hour to hour. */
import { fits } from '../platform/wildcard.ts';
import { optInTag } from '../targets/opt-in-tag.ts';
import type { DeclineRule } from './day-plan.ts';
import type { Group, Member } from './group.ts';
import type { Pattern } from './schema/groups.ts';
import type { MonkeyDefinition } from './schema/monkey.ts';

export type Refused = readonly [rule: DeclineRule, why: string];

/**
 * An exception by tags spares the whole group as soon as one member bears them, since nobody
 * can tell beforehand whom the run will choose; an allowance by tags takes all of them.
 */
export function mayBeHit({ except = [], only }: MonkeyDefinition, group: Group): Refused | undefined {
  const exception = except.find((each) => spares(each, group));
  if (exception) return ['excepted', `${group.name} is excepted by ${said(exception)}`];
  if (only && !only.some((each) => allows(each, group)))
    return ['not-allowed', `${group.name} fits nothing of \`only\``];
  if (group.members.length > 0 && !anyOptedIn(group))
    return [
      'opt-in',
      `${group.resource === undefined ? `no member of ${group.name}` : group.name} bears the tag ${optInTag}=true: its owner has to set it`,
    ];
  return undefined;
}

/** Members that their owner lets be hit. */
export const optedIn = ({ members, optedIn: all }: Group): readonly Member[] =>
  all === undefined ? members.filter(({ tags }) => tags[optInTag] === 'true') : all ? members : [];

const anyOptedIn = ({ members, optedIn: all }: Group): boolean =>
  all ?? members.some(({ tags }) => tags[optInTag] === 'true');

/** Of a group over several Regions, members that an exception by Region does not spare. */
export const inAllowedRegions = ({ except = [], only }: MonkeyDefinition, group: Group): readonly Member[] => {
  if (group.region !== undefined) return optedIn(group);
  return optedIn(group).filter(({ region }) => {
    const here = { ...group, region };
    return !except.some((each) => spares(each, here)) && (!only || only.some((each) => allows(each, here)));
  });
};

/** Whatever their case: to spare too many is the smaller mistake. */
function spares({ group: name, account, region, tags = {} }: Pattern, group: Group): boolean {
  const like = (pattern: string | undefined, text: string) =>
    pattern === undefined || fits(pattern.toLowerCase(), text.toLowerCase());
  if (!like(name, group.name) || !like(account, group.account)) return false;
  // Of several Regions one is spared by leaving its members out.
  if (region !== undefined && group.region === undefined && region !== '*') return false;
  if (!like(region, group.region ?? '')) return false;
  const wanted = Object.entries(tags);
  return (
    wanted.length === 0 ||
    group.members.some((member) =>
      wanted.every(([key, value]) => member.tags[key] !== undefined && like(value, member.tags[key])),
    )
  );
}

function allows({ group: name, account, region, tags = {} }: Pattern, group: Group): boolean {
  const like = (pattern: string | undefined, text: string) => pattern === undefined || fits(pattern, text);
  if (!like(name, group.name) || !like(account, group.account)) return false;
  if (group.region !== undefined && !like(region, group.region)) return false;
  if (group.region === undefined && !group.members.some((member) => like(region, member.region))) return false;
  return group.members.every((member) =>
    Object.entries(tags).every(([key, value]) => member.tags[key] !== undefined && fits(value, member.tags[key])),
  );
}

function said({ group, account, region, tags = {}, because }: Pattern): string {
  const parts = [
    ...(group === undefined ? [] : [`group ${group}`]),
    ...(account === undefined ? [] : [`account ${account}`]),
    ...(region === undefined ? [] : [`Region ${region}`]),
    ...Object.entries(tags).map(([key, value]) => `tag ${key}=${value}`),
  ];
  return `${parts.join(', ')}${because === undefined ? '' : ` (${because})`}`;
}
