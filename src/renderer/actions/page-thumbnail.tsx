import type { Page } from '../../domain/tree/records.ts';
import { Thumbnail, thumbnailPixels } from '../components/picture.tsx';
import { useUnpacked } from '../components/unpacked.ts';
import { isCovered } from '../station/covered.ts';
import { thumbnailUrl } from '../station/pictures.ts';
import { useSteadyPage } from '../station/steady-page.ts';
import { owedTurn } from '../station/turns.ts';
import { useStation } from './workbench-provider.tsx';

/** A page small, as it is to stand: a turn shows before it is answered, and its new picture comes without a flicker. */
export function PageThumbnail(props: { page: Page; width: number; height: number; isStacked?: boolean }) {
  const { page, ...look } = props;
  const { drawn, next, exchange } = useSteadyPage(page);
  const width = thumbnailPixels(look.width);
  const url = next && thumbnailUrl(next, width);
  const isAsked = !useStation(isCovered);
  useUnpacked(url === null || !isAsked ? null : { url, width }, exchange);
  return <Thumbnail {...look} url={thumbnailUrl(drawn, width)} turn={owedTurn(drawn)} isAsked={isAsked} />;
}
