/** Heartbeats are kept where the platform may act, and never in its own history. */
import { listed, type Problem, problem } from '../../core/validation/problem.ts';
import { names } from './names.ts';
import type { Configuration } from './schema.ts';

type Asked = Pick<Configuration, 'account' | 'heartbeatTables' | 'region' | 'regions' | 'stage' | 'targetAccounts'>;

export function* problemsOfHeartbeats({ heartbeatTables = [], ...configuration }: Asked): Iterable<Problem> {
  const { stage, account: own, targetAccounts } = configuration;
  const reached = [configuration.region, ...configuration.regions];
  const accounts = [own, ...targetAccounts.map(({ account }) => account)];
  const seen = new Set<string>();
  for (const [i, { table, regions, account = own }] of heartbeatTables.entries()) {
    const path = ['heartbeatTables', i];
    if (table === names.table(stage))
      yield problem([...path, 'table'], {
        found: `"${table}", the platform’s own history`,
        allowed: 'a table of yours',
      });
    if (!accounts.includes(account))
      yield problem([...path, 'account'], {
        found: `account ${account}`,
        allowed: `${listed(accounts)}; another one is added to targetAccounts`,
      });
    if (seen.has(`${account}/${table}`))
      yield problem([...path, 'table'], {
        found: `"${table}" a second time`,
        allowed: 'each table of an account once',
      });
    seen.add(`${account}/${table}`);
    for (const [n, region] of regions.entries()) {
      if (!reached.includes(region))
        yield problem([...path, 'regions', n], {
          found: `Region ${region}`,
          allowed: `${listed(reached)}; another one is added to regions`,
        });
      else if (regions.indexOf(region) !== n)
        yield problem([...path, 'regions', n], {
          found: `Region ${region} a second time`,
          allowed: 'each Region once',
        });
    }
  }
}
