/** What a bill is known by in the service: the station that sends it, and the name the station gave it. */
export interface BillKey {
  readonly stationId: string;
  readonly billUuid: string;
}
