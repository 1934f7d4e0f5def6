import type { SubmittedBill } from '../contract/erp.ts';
import type { HandOver } from '../match-service/erp/erp-port.ts';

/** A hand-over as it is told to an ERP: the same for every attempt. */
export function submittedBillOf({
  id,
  stationId,
  billUuid,
  revision,
  manifest,
  announced,
  results,
}: HandOver): SubmittedBill {
  return {
    v: 1,
    handOverId: id,
    stationId,
    billUuid,
    revision,
    billNumber: manifest.billNumber,
    billType: announced?.billType ?? null,
    erpBillId: announced?.erpBillId ?? null,
    operator: manifest.operator,
    documents: manifest.documents,
    results: [...results],
  };
}
