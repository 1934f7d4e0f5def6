import type { Page } from '../../domain/tree/records.ts';
import { Thumbnail } from '../components/picture.tsx';
import { pictureUrl, thumbnailUrl } from '../station/pictures.ts';
import { useSteadyPage, useUnpacked } from '../station/steady-page.ts';
import { owedTurn } from '../station/turns.ts';

/** A page small, as it is to stand: a turn shows before it is answered, and its new picture comes without a flicker. */
export function PageThumbnail(props: { page: Page; width: number; height: number; isStacked?: boolean }) {
  const { page, ...look } = props;
  const { drawn, next, exchange } = useSteadyPage(page);
  useUnpacked(next && pictureUrl(next, 'thumbnail'), exchange);
  return <Thumbnail {...look} url={thumbnailUrl(drawn)} turn={owedTurn(drawn)} />;
}
