/** The fleet that traffic sees, made from the control plane's records and kept in step with them. */
import { type Fleet, type Server, unhindered } from '../fleet.ts';
import type { ControlPlaneState, ServerRecord } from './state.ts';

/** A fleet whose servers stand as new; `refresh` puts them right. */
export function buildFleet(state: ControlPlaneState): Fleet {
  const servers = state.servers.map(toServer);
  return {
    servers,
    members: (service) =>
      servers.filter((server) => server.service === service && !server.gone).map(({ index }) => index),
  };
}

/** Adds a server to the records and the fleet, and answers its index. It takes no traffic until it is registered. */
export function addServer(state: ControlPlaneState, fleet: Fleet, record: ServerRecord): number {
  const index = state.servers.length;
  state.servers.push(record);
  fleet.servers.push(toServer(record, index));
  return index;
}

const toServer = (record: ServerRecord, index: number): Server => ({
  index,
  name: record.name,
  service: record.service,
  zone: record.zone ?? undefined,
  up: false,
  registered: false,
  ...unhindered,
  writer: false,
  gone: record.gone,
});
