/** AWS as moto answers for it: as a rule a server that was lent to other test files before, and remembers nothing of them. */
import { lentMoto } from './moto-pool.ts';
import { type MotoProcess, MotoUnavailable, spawnMoto } from './moto-process.ts';
import { recordsFile } from './recorded-calls.ts';

export interface Moto extends MotoProcess {
  /** Forgets everything that any client has made. */
  reset(): Promise<void>;
}

/** What every client of the suite is given; moto takes any credentials. */
export const motoCredentials = { accessKeyId: 'conformance', secretAccessKey: 'conformance' };
export { motoRegion } from './moto-process.ts';

/**
 * @param gateway `http://host:port`, where moto's own calls of functions go
 * @throws MotoUnavailable, VirtualEnvironmentUnusable
 */
export async function startMoto(gateway?: string): Promise<Moto> {
  // Whoever has a gateway in front has a server of its own: CloudFormation's threads of an earlier file go on in a lent one.
  const { endpoint, stop } = (gateway === undefined ? await lentMoto() : undefined) ?? (await spawnMoto());
  const asked = async (path: string, body?: object) => {
    const answer = await fetch(`${endpoint}${path}`, { method: 'POST', ...(body && { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new MotoUnavailable(`moto answered ${path} with ${answer.status}: ${await answer.text()}`);
  };
  await asked('/squall/lend', { records: recordsFile() ?? null, port: gateway ? new URL(gateway).port : null });
  return { endpoint, reset: () => asked('/moto-api/reset'), stop };
}
