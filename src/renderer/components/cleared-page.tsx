import CloudDoneOutlined from '@mui/icons-material/CloudDoneOutlined';
import type { EpochMs } from '../../domain/units.ts';
import { formatDay } from '../../i18n/format.ts';
import { Empty } from './empty.tsx';
import { useText } from './text.tsx';

/** In the place of a picture that is no longer here: since when, and where it is. */
export function ClearedPage({ at }: { at: EpochMs }) {
  const text = useText();
  return (
    <Empty
      icon={<CloudDoneOutlined />}
      title={text('cleared.what', { day: formatDay(at) })}
      hint={text('cleared.where')}
    />
  );
}
