/** What the catalogue says that IAM cannot hold to the opt-in tag, as docs/deploy.md has it: a row for each reason. */
import { catalogue } from '../../core/faults/catalogue.ts';

const looks = (action: string): boolean => /:(?:Get|List|Describe)/.test(action);

export function heldByCatalogue(): readonly string[] {
  const told = catalogue.flatMap(({ needs }) =>
    needs.flatMap(({ actions, optIn }) =>
      typeof optIn === 'object'
        ? actions.filter((action) => !looks(action)).map((action) => ({ action, why: optIn.cannot }))
        : [],
    ),
  );
  return [...Map.groupBy(told, ({ why }) => why)]
    .map(([why, own]) => {
      const actions = [...new Set(own.map(({ action }) => action))].sort();
      return `| ${actions.map((action) => `\`${action}\``).join(', ')} | ${why} |`;
    })
    .sort();
}
