import type { Page } from '../../../domain/tree/records.ts';
import { formatBytes, formatNumber, formatPercent } from '../../../i18n/format.ts';
import type { Text } from '../../../i18n/text.ts';
import { Chip } from '../../components/chip.tsx';
import { Fact, Facts, Section } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';

/** How good the page is, what was done to it, and by whom. */
export function PageQuality({ page, extent }: { page: Page; extent: 'brief' | 'full' }) {
  const text = useText();
  const { reading } = page;
  if (!reading) return null;
  const { blank, sharpness, colour } = reading.quality;
  return (
    <>
      <Section title={text('details.tab.quality')}>
        <Facts>
          <Fact
            name={text('quality.skew')}
            value={skewWords(page, text)}
            aside={<Chip tone="done">{text('quality.good')}</Chip>}
          />
          <Fact
            name={text('quality.sharpness')}
            value={formatNumber(sharpness.value, text.language, 3)}
            aside={
              sharpness.isBlurred ? (
                <Chip tone="warn">{text('quality.blurred')}</Chip>
              ) : (
                <Chip tone="done">{text('quality.good')}</Chip>
              )
            }
          />
          {(extent === 'full' || blank.isBlank) && (
            <Fact
              name={text('quality.blank')}
              value={formatPercentFine(blank.inkRatio, text)}
              aside={blank.isBlank ? <Chip tone="quiet">{text('quality.isBlank')}</Chip> : null}
            />
          )}
          {extent === 'full' && <Fact name={text('quality.colour')} value={text(`scan.colour.${colour}`)} />}
        </Facts>
      </Section>
      {extent === 'full' && <Recipe page={page} />}
      {extent === 'full' && <Origin page={page} />}
    </>
  );
}

function Recipe({ page }: { page: Page }) {
  const text = useText();
  const { recipe } = page;
  if (!recipe) return null;
  const { quarterTurn, crop, tone, skewDeg } = recipe;
  return (
    <Section title={text('act.read')}>
      <Facts>
        <Fact
          name={text('quality.turn')}
          value={
            quarterTurn.value === 0
              ? text('quality.turn.upright')
              : text('quality.turn.turned', { degrees: quarterTurn.value })
          }
          aside={text(`quality.${quarterTurn.by}`)}
        />
        <Fact
          name={text('quality.skew')}
          value={skewWords(page, text)}
          aside={text(`quality.${skewDeg.by}`)}
        />
        <Fact
          name={text('quality.crop')}
          value={crop.value ? text('quality.crop.cropped', sizeOf(crop.value)) : text('quality.crop.whole')}
          aside={text(`quality.${crop.by}`)}
        />
        <Fact
          name={text('quality.tone')}
          value={text(`quality.tone.${tone.value}`)}
          aside={text(`quality.${tone.by}`)}
        />
      </Facts>
    </Section>
  );
}

function Origin({ page }: { page: Page }) {
  const text = useText();
  const image = page.rendition?.image ?? page.original;
  return (
    <Section title={text('quality.sheet')}>
      <Facts>
        {page.source ? (
          <Fact name={text('quality.file')} value={page.source.name} />
        ) : (
          <Fact
            name={text('quality.paper')}
            value={text('tree.document.pageOfSheet', { sheet: page.sheet, side: page.side })}
          />
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

function skewWords(page: Page, text: Text): string {
  const skew = page.recipe?.skewDeg.value ?? 0;
  if (Math.abs(skew) < 0.05) return text('quality.skew.straight');
  return text('quality.skew.corrected', { degrees: formatNumber(skew, text.language) });
}

function sizeOf(size: { width: number; height: number }): { width: number; height: number } {
  return { width: Math.round(size.width), height: Math.round(size.height) };
}

function formatPercentFine(ratio: number, text: Text): string {
  return ratio < 0.01 ? `${formatNumber(ratio * 100, text.language)}%` : formatPercent(ratio, text.language);
}
