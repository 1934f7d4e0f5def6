import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { styled } from '@mui/material/styles';
import { useEffect, useEffectEvent, useState } from 'react';
import type { CheckedBill, CheckScan } from '../../../contract/check.ts';
import { pictureWidths } from '../../../contract/picture-widths.ts';
import { useStation } from '../../actions/workbench-provider.tsx';
import { useText } from '../../components/text.tsx';

type ScanPage = CheckScan['pages'][number];

/** A page of a scan, large. Another station's comes over the network: it says that it does, that it did not, and why. */
export function ScanPicture({ bill, page, label }: { bill: CheckedBill; page: ScanPage; label: string }) {
  const text = useText();
  const reach = useStation((state) => state.status?.service.state ?? 'unknown');
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<'loading' | 'shown' | 'failed'>('loading');
  const isOffline = bill.stationId !== undefined && reach === 'unreachable';

  function again(): void {
    setState('loading');
    setAttempt((now) => now + 1);
  }
  // What failed for want of a network comes by itself when it is back.
  const onReach = useEffectEvent(() => state === 'failed' && again());
  useEffect(() => {
    if (reach === 'reachable') onReach();
  }, [reach]);

  return (
    <Frame aria-busy={state === 'loading'}>
      {state === 'loading' && <LinearProgress aria-label={text('check.picture.loading')} />}
      {state === 'failed' ? (
        <Lack role="alert">
          <span>{text(lackOf(bill, isOffline))}</span>
          <Button variant="outlined" onClick={again}>
            {text('check.tryAgain')}
          </Button>
        </Lack>
      ) : (
        <img
          // Another element each time: the browser does not ask again for what failed under the same one.
          key={attempt}
          src={pictureOf(bill, page, 'rendition')}
          alt={label}
          onLoad={() => setState('shown')}
          onError={() => setState('failed')}
        />
      )}
    </Frame>
  );
}

/** Of its own pages a station lacks those that were cleared, or damaged. */
function lackOf({ stationId }: CheckedBill, isOffline: boolean) {
  if (stationId === undefined) return 'cleared.unseen';
  return isOffline ? 'check.picture.offline' : 'check.picture.failed';
}

/** Where a page of a submitted bill is shown from: this station's own files, or through it from the service. */
export function pictureOf(
  { billId, stationId }: CheckedBill,
  { pageUuid, sha256 }: ScanPage,
  size: 'rendition' | 'thumbnail',
): string {
  if (stationId === undefined) return `pages/${encodeURIComponent(`page:${pageUuid}`)}/${size}?v=${sha256}`;
  const whole = `checks/${encodeURIComponent(stationId)}/${encodeURIComponent(billId)}/${sha256}`;
  return size === 'rendition' ? whole : `${whole}?width=${pictureWidths[0]}`;
}

const Frame = styled('div')({
  width: '100%',
  display: 'grid',
  gap: 8,
  justifyItems: 'center',
  '& > .MuiLinearProgress-root': { width: '100%' },
  '& img': { maxWidth: '100%', background: '#fff', boxShadow: 'var(--shadow)' },
  '&[aria-busy=true] img': { minHeight: 1 },
});
const Lack = styled('div')({
  display: 'grid',
  gap: 12,
  justifyItems: 'center',
  padding: 24,
  textAlign: 'center',
  color: 'var(--ink2)',
});
