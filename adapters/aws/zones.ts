/** Zone names differ between accounts (`eu-central-1a`), their ids do not (`euc1-az2`). We speak of ids. */
import { DescribeAvailabilityZonesCommand, EC2Client } from '@aws-sdk/client-ec2';
import type { Looking } from './looking.ts';

export interface Zones {
  /** The id of a zone given by name or by id. Undefined for one that this Region has not. */
  idOf(nameOrId: string | undefined): Promise<string | undefined>;
}

/** Asked once for each object made; a failed question is asked again. */
export function awsZones(ec2: EC2Client): Zones {
  let asked: Promise<ReadonlyMap<string, string>> | undefined;
  const ask = async () => {
    const { AvailabilityZones = [] } = await ec2.send(
      new DescribeAvailabilityZonesCommand({ AllAvailabilityZones: true }),
    );
    return new Map(
      AvailabilityZones.flatMap(({ ZoneName, ZoneId }) =>
        ZoneName && ZoneId ? [[ZoneName, ZoneId] as const, [ZoneId, ZoneId] as const] : [],
      ),
    );
  };
  return {
    async idOf(nameOrId) {
      if (nameOrId === undefined) return undefined;
      asked ??= ask().catch((error) => {
        asked = undefined;
        throw error;
      });
      return (await asked).get(nameOrId);
    },
  };
}

export const zonesFor = ({ client }: Pick<Looking, 'client'>): Zones => awsZones(client('ec2', EC2Client));
