import type { Page } from '../../../domain/tree/records.ts';
import { formatBytes, formatNumber, formatPercent } from '../../../i18n/format.ts';
import type { Text } from '../../../i18n/text.ts';
import { usePageOrigin } from '../../actions/page-origin.ts';
import { Chip } from '../../components/chip.tsx';
import { Fact, Facts, Section } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';

/** Below this nobody knows how the print leans. */
const sureOfSkew = 0.3;

/** How good the page is, as measured. */
export function PageQuality({ page, extent }: { page: Page; extent: 'brief' | 'full' }) {
  const text = useText();
  const { reading } = page;
  if (!reading) return null;
  const { blank, sharpness, colour, sheetMm } = reading.quality;
  return (
    <>
      <Section title={text('details.tab.quality')}>
        <Facts>
          <Skew page={page} />
          <Fact
            name={text('quality.sharpness')}
            value={formatNumber(sharpness.value, text.language, 3)}
            aside={
              <Chip tone={sharpness.isBlurred ? 'bad' : 'done'}>
                {text(sharpness.isBlurred ? 'quality.fault.Blurred' : 'quality.good')}
              </Chip>
            }
          />
          {(extent === 'full' || blank.isBlank) && (
            <Fact
              name={text('quality.blank')}
              value={formatPercentFine(blank.inkRatio, text)}
              aside={blank.isBlank ? <Chip tone="quiet">{text('quality.isBlank')}</Chip> : null}
            />
          )}
          {extent === 'full' && sheetMm && (
            <Fact name={text('quality.sheetMm')} value={text('quality.sheetMm.value', sizeOf(sheetMm))} />
          )}
          {extent === 'full' && <Fact name={text('quality.colour')} value={text(`scan.colour.${colour}`)} />}
        </Facts>
      </Section>
      {extent === 'full' && <Origin page={page} />}
    </>
  );
}

/** The lean that is left, which is what the policy asks about. */
function Skew({ page }: { page: Page }) {
  const text = useText();
  const skew = page.reading?.quality.skew;
  if (!skew || !page.recipe) return null;
  const left = Math.abs(skew.degrees - page.recipe.skewDeg.value);
  const isKnown = skew.confidence >= sureOfSkew && page.recipe.corners.value === null;
  const isBad = isKnown && left > 1;
  const value =
    isKnown && left >= 0.1
      ? text('quality.skew.left', { degrees: formatNumber(left, text.language, 1) })
      : text(isKnown || page.recipe.corners.value ? 'quality.skew.straight' : 'quality.skew.unknown');
  return (
    <Fact
      name={text('quality.skew')}
      value={value}
      aside={
        isKnown && <Chip tone={isBad ? 'bad' : 'done'}>{text(isBad ? 'quality.poor' : 'quality.good')}</Chip>
      }
    />
  );
}

function Origin({ page }: { page: Page }) {
  const text = useText();
  const originOf = usePageOrigin();
  const image = page.rendition?.image ?? page.original;
  return (
    <Section title={text('quality.sheet')}>
      <Facts>
        {page.source ? (
          <Fact name={text('quality.file')} value={page.source.name} />
        ) : (
          <Fact name={text('quality.paper')} value={originOf(page)} />
        )}
        <Fact
          name={text('quality.dpi')}
          value={`${Math.round(page.dpi)} dpi`}
          aside={text(`quality.dpi.${page.dpiBy}`)}
        />
        <Fact name={text('quality.size')} value={text('quality.size.value', sizeOf(image))} />
        <Fact name={text('quality.bytes')} value={formatBytes(image.bytes, text.language)} />
      </Facts>
    </Section>
  );
}

function sizeOf(size: { width: number; height: number }): { width: number; height: number } {
  return { width: Math.round(size.width), height: Math.round(size.height) };
}

function formatPercentFine(ratio: number, text: Text): string {
  return ratio < 0.01 ? `${formatNumber(ratio * 100, text.language)}%` : formatPercent(ratio, text.language);
}
