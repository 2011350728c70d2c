/** Whom Spinnaker's exceptions spare, as patterns of ours: sooner one group too many than one too few. */
import type { Pattern } from '../../../core/monkey/schema/groups.ts';
import type { Question } from '../importer.ts';
import type { Place } from '../place.ts';
import { asItIs } from '../values.ts';

export interface Patterns {
  readonly patterns: readonly Pattern[];
  readonly questions: readonly Question[];
}

type List = 'except' | 'only';

/** @param byCluster groups have the names of clusters, which begin with application, stack and detail */
export function patternsOf(places: readonly Place[], list: List, application: string, byCluster: boolean): Patterns {
  const questions: Question[] = [];
  const patterns = places
    .flatMap((place) => place.list())
    .map((place, i): Pattern => {
      const said = (key: string) => String(asItIs(place.at(key).text() ?? '*').written ?? '*');
      const group = groupOf(said('stack'), said('detail'), application, byCluster);
      const account = accountOf(place.at('account'), list, () =>
        questions.push({
          path: [list, i, 'account'],
          ask: `the number of the account that Spinnaker calls ${said('account')}`,
        }),
      );
      const region = said('region');
      if (place.at('region').value !== undefined) place.at('region').kept();
      for (const key of ['stack', 'detail'])
        if (byCluster) place.at(key).changed('groups are named application-stack-detail');
        else place.at(key).changed('its group lies over stacks, and is spared or let in as a whole');
      const pattern = {
        ...(group !== undefined && { group }),
        ...(account !== undefined && { account }),
        ...(region !== '*' && { region }),
      };
      return Object.keys(pattern).length > 0 ? pattern : { group: '*' };
    });
  return { patterns, questions };
}

/** An exception counts in every account until somebody says which it is; an allowance counts in none. */
function accountOf(place: Place, list: List, ask: () => void): string | undefined {
  const text = asItIs(place.text()).written;
  if (text === '*' || typeof text !== 'string') {
    if (place.value !== undefined) place.kept('every account');
    return undefined;
  }
  if (/^\d{12}$/.test(text)) {
    place.kept();
    return text;
  }
  ask();
  if (list === 'only') {
    place.changed(
      'Spinnaker’s name of an account, which no group has: nothing is let in until its number stands there',
    );
    return text;
  }
  place.changed('Spinnaker’s name of an account: the exception counts in every account until its number stands there');
  return undefined;
}

/** `cart-prod-canary*`; undefined where the exception says neither stack nor detail. */
function groupOf(stack: string, detail: string, application: string, byCluster: boolean): string | undefined {
  if (stack === '*' && detail === '*') return undefined;
  if (!byCluster) return `${application}*`;
  const parts = [application, stack, ...(detail === '*' ? [] : [detail])].filter((part) => part !== '');
  // Spinnaker adds the version of the server group.
  return detail === '*' ? `${parts.join('-')}*` : `${parts.join('-')}-v*`;
}
