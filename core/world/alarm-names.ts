/** Alarms of a world go by name, and by the ARN that they would have in its account and one of its Regions. */

interface Placed {
  readonly account: string;
  readonly regions: readonly { readonly id: string }[];
}

/** The name in the world; what is no ARN of its own is left as it is. */
export function alarmNamed(world: Placed, nameOrArn: string): string {
  const [, region, account, name] = /^arn:[^:]*:cloudwatch:([^:]*):(\d{12}):alarm:(.+)$/.exec(nameOrArn) ?? [];
  const ours = account === world.account && world.regions.some(({ id }) => id === region);
  return ours && name !== undefined ? name : nameOrArn;
}

/** All that an experiment may call it. */
export const namesOfAlarm = ({ account, regions }: Placed, name: string): readonly string[] => [
  name,
  ...regions.map(({ id }) => `arn:aws:cloudwatch:${id}:${account}:alarm:${name}`),
];
