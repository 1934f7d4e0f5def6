import { userInfo } from 'node:os';
import { codeReply, enrolmentList, revokeReply } from '../../contract/enrolment.ts';
import { sharedToken } from '../../station/sync/credential.ts';
import { createServiceHttp } from '../../station/sync/service-http.ts';
import type { Output } from '../output.ts';

/** A match service that runs, and its token. */
export interface ServiceDoor {
  readonly address: string;
  readonly token: string;
}

/** `platen match-service enrol`: a code for one station. */
export async function makeEnrolmentCode(door: ServiceDoor, station: string, output: Output): Promise<void> {
  const made = await httpOf(door).read(codeReply, post('/v1/enrolment-codes', station));
  if (!made.ok) return output.failure(made.error.error, { station });
  const { code, expiresAt } = made.value;
  output.line({ ...made.value }, code);
  const until = new Date(expiresAt).toLocaleTimeString();
  output.note(`Type it at ${station}: Settings, Match service. Good once, until ${until}.`);
}

/** `platen match-service revoke`: a station, by name or id, is out at once. */
export async function revokeStation(door: ServiceDoor, station: string, output: Output): Promise<void> {
  const revoked = await httpOf(door).read(revokeReply, post('/v1/enrolments:revoke', station));
  if (!revoked.ok) return output.failure(revoked.error.error, { station });
  output.line({ type: 'revoked', station, ...revoked.value }, `${station} is let in no longer`);
}

/** `platen match-service stations`: who is enrolled, and who was. */
export async function listStations(door: ServiceDoor, output: Output): Promise<void> {
  const list = await httpOf(door).read(enrolmentList, { url: '/v1/enrolments' });
  if (!list.ok) return output.failure(list.error.error, {});
  for (const one of list.value) {
    const stand = one.end === null ? `seen ${day(one.seenAt)}` : `${one.end.why} ${day(one.end.at)}`;
    output.line({ ...one }, `${one.station}  ${stand}  ${one.stationId}`);
  }
}

function httpOf({ address, token }: ServiceDoor) {
  return createServiceHttp({ address, credential: sharedToken(token) });
}

function post(url: string, station: string) {
  const data = JSON.stringify({ station, by: userInfo().username });
  return { method: 'POST', url, headers: { 'Content-Type': 'application/json' }, data };
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}
