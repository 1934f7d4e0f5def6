import { useEffect, useState } from 'react';
import type { Deletion } from '../../../contract/history-shapes.ts';
import { useStation, useWorkbench } from '../../actions/workbench-provider.tsx';

export type Deletions = ReadonlyMap<Deletion['pageId'], Deletion>;

/** When and by whom the pages in the bin were put there; asked again when the batch changes. */
export function useDeletions(): Deletions {
  const { station } = useWorkbench();
  const batchId = useStation((state) => state.batch?.tree.batch.id ?? null);
  const revision = useStation((state) => state.batch?.revision ?? 0);
  const [deletions, setDeletions] = useState<Deletions>(new Map());
  useEffect(() => {
    let isCurrent = revision >= 0;
    if (!batchId) return;
    void station.client.ask('batch.deletions', { batchId }).then((result) => {
      if (isCurrent && result.ok) setDeletions(new Map(result.value.map((one) => [one.pageId, one])));
    });
    return () => {
      isCurrent = false;
    };
  }, [station, batchId, revision]);
  return deletions;
}
