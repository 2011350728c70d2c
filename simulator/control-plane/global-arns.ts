/** Names of what is in no Region. Record sets have none in AWS: theirs are ids of ours, as `core/faults/squall/routing-types.ts` has them. */
import type { AcceleratorModel, EndpointGroupModel, RoutedDnsModel, RoutedRecordModel, WorldModel } from '../model.ts';

export interface GlobalArns {
  /** `arn:aws:route53::111122223333:hostedzone/Z1/recordset/pay.example/A/frankfurt`. */
  recordSet(name: RoutedDnsModel, record: Pick<RoutedRecordModel, 'id'>): string;
  healthCheck(id: string): string;
  routingControl(id: string): string;
  endpointGroup(accelerator: Pick<AcceleratorModel, 'id'>, group: Pick<EndpointGroupModel, 'region'>): string;
}

type Hex = (name: string, length: number) => string;

/** @param hexOf digits that depend on a name, as AWS makes ids */
export const globalArns = ({ account }: WorldModel, hexOf: Hex): GlobalArns => ({
  recordSet: ({ hostedZone, name }, { id }) =>
    `arn:aws:route53::${account}:hostedzone/${hostedZone}/recordset/${name}/A/${id}`,
  healthCheck: (id) => `arn:aws:route53::${account}:healthcheck/${id}`,
  routingControl: (id) =>
    `arn:aws:route53-recovery-control::${account}:controlpanel/${hexOf('control-panel', 32)}/routingcontrol/${id}`,
  endpointGroup: ({ id }, { region }) =>
    `arn:aws:globalaccelerator::${account}:accelerator/${hexOf(`accelerator/${id}`, 32)}/listener/${hexOf(`listener/${id}`, 8)}/endpoint-group/${hexOf(`endpoint-group/${id}/${region}`, 12)}`,
});
