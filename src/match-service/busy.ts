/** The store or the blobs cannot be had at the moment and nothing was kept: the same request may be sent again later. */
export class ServiceBusy extends Error {
  override readonly name = 'ServiceBusy';
}
