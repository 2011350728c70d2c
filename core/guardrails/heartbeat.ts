import type { Heartbeat, Probe } from '../experiment/schema/probes.ts';
import type { HeartbeatTable } from '../platform/settings.ts';
import type { Stage } from '../ports/ports.ts';
import { guardrail, type Rule } from './guardrail.ts';

/**
 * A heartbeat writes into a table of others, so that each table is named where the platform is
 * deployed, and granted there. A rehearsal has its world's tables, and needs no such word.
 */
export const rule: Rule<Granted> = {
  rule: 'heartbeat',
  gather: async (_question, { stage: { platform, account, settings } }) => ({
    platform,
    account,
    tables: settings.heartbeatTables ?? [],
  }),
  decide({ plan }, { platform, account, tables }) {
    for (const { id, heartbeat } of plan.definition.hypothesis.probes) {
      const why = heartbeat && platform === 'aws' ? ungranted(id, heartbeat, account, tables) : undefined;
      if (why !== undefined) return why;
    }
    return undefined;
  },
};

interface Granted {
  readonly platform: Stage['platform'];
  /** The platform's own. */
  readonly account: string | undefined;
  readonly tables: readonly HeartbeatTable[];
}

export const heartbeat = guardrail(rule);

function ungranted(
  id: Probe['id'],
  { table, account: named, home, away }: Heartbeat,
  own: string | undefined,
  tables: readonly HeartbeatTable[],
): string | undefined {
  const known = tables.find((each) => each.table === table && (each.account ?? own) === (named ?? own));
  const remedy = 'in squall.config.yaml, and deploy';
  if (!known) {
    const of = named === undefined || named === own ? '' : `, account: "${named}"`;
    return `probe ${id} writes to table ${table}, which the platform was not told of: add { table: ${table}, regions: [${home}, ${away}]${of} } to heartbeatTables ${remedy}`;
  }
  const missing = [home, away].filter((region) => !known.regions.includes(region));
  if (missing.length === 0) return undefined;
  return `probe ${id} needs table ${table} in ${missing.join(' and ')}, and the platform was told of it in ${known.regions.join(', ')} alone: add the Region to its entry under heartbeatTables ${remedy}`;
}
