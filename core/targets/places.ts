/** Places, as ARNs and targets name them: where something stands, and where whoever acts on it acts. */
import type { Target } from '../experiment/schema/steps.ts';
import { accountOf } from './accounts.ts';

export interface Place {
  /** Missing: the platform's own. */
  readonly account?: string;
  /** Missing: the platform's own. What is global, such as a role or a hosted zone, is of its account alone. */
  readonly region?: string;
}

/** Undefined for an id that is no ARN, and for an ARN of no Region. */
export const regionOf = (arn: string): string | undefined =>
  /^arn:[^:]*:[^:]*:([a-z]{2}(?:-[a-z]+)+-\d+):/.exec(arn)?.[1];

export const place = (account: string | undefined, region: string | undefined): Place => ({
  ...(account !== undefined && account !== '' && { account }),
  ...(region !== undefined && region !== '' && { region }),
});

/** Empty for an id that is no ARN. */
export const placeOf = (arn: string): Place => place(accountOf(arn), regionOf(arn));

export const placeKey = ({ account = '', region = '' }: Place): string => `${account}/${region}`;

/** Each once, in the order given. */
export const distinctPlaces = (places: readonly Place[]): readonly Place[] => [
  ...new Map(places.map((each) => [placeKey(each), each])).values(),
];

/** `settled` of what they name. */
export const placesOf = (arns: readonly string[]): readonly Place[] => settled(arns.map(placeOf));

/**
 * Each once, sorted by account and Region. What names no Region, or no account, is not in a
 * place of its own: it goes along with one that says more, where there is one.
 */
export function settled(places: readonly Place[]): readonly Place[] {
  const named = distinctPlaces(places).toSorted((a, b) => (placeKey(a) < placeKey(b) ? -1 : 1));
  return named.filter((each) => placeKey(each) !== '/' && !named.some((other) => saysMore(other, each)));
}

/** The first of `places` that says all that the one given says, and more; as it was given where there is none. */
export const among = (given: Place, places: readonly Place[]): Place =>
  places.find((each) => saysMore(each, given)) ?? given;

/** Whether the first says all that the second says, and more. */
const saysMore = (first: Place, second: Place): boolean =>
  (second.account === undefined || second.account === first.account) &&
  (second.region === undefined || second.region === first.region) &&
  placeKey(first) !== placeKey(second);

/**
 * Places that a `where` asks for: by `account` and `region`, or by its ARNs. What is missing is
 * the platform's own: another account or Region is never reached into unnamed.
 */
export const placesAsked = ({ account, region, ids }: Target['where']): readonly Place[] =>
  distinctPlaces((ids?.map(placeOf) ?? [{}]).map((own: Place) => place(account ?? own.account, region ?? own.region)));

/** `account 111122223333`, and the Region where it is not the one at home; undefined where there is nothing to say. */
export function placeSaid({ account, region }: Place, home: string | undefined): string | undefined {
  const elsewhere = region !== undefined && home !== undefined && region !== home;
  const said = [...(account === undefined ? [] : [`account ${account}`]), ...(elsewhere ? [`Region ${region}`] : [])];
  return said.length === 0 ? undefined : said.join(' and ');
}
