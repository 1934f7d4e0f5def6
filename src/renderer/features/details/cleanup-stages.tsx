import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { styled } from '@mui/material/styles';
import { type Recipe, type RecipeValue, recipeValues } from '../../../domain/reading.ts';
import { isOutdated } from '../../../domain/rules/recipe.ts';
import type { Page } from '../../../domain/tree/records.ts';
import { ActionButton } from '../../actions/action-button.tsx';
import { adjust, adjustPage, backToAutomatic, rerunCleanup } from '../../actions/cleanup-actions.ts';
import { type ActionContext, isSubmitted, targetPages, tickedDocuments } from '../../actions/context.ts';
import { runAction, useWorkbench } from '../../actions/workbench-provider.tsx';
import { Section } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';
import { choicesOf, chosenOf, didWords, isUnsure, sure } from './stage-choices.ts';
import { ToProfile } from './to-profile.tsx';

/** Stages as an operator thinks of them: what is turned and cut first, then what is cleaned. */
const shown: readonly RecipeValue[] = [
  'quarterTurn',
  'skewDeg',
  'crop',
  'corners',
  ...recipeValues.filter((value) => !['quarterTurn', 'skewDeg', 'crop', 'corners'].includes(value)),
];

/** What each stage of the cleanup did to the page, by whom, and another choice for this page or all that are ticked. */
export function CleanupStages({ page, context }: { page: Page; context: ActionContext }) {
  const text = useText();
  const pages = targetPages(context);
  const isMany = tickedDocuments(context).length > 0;
  if (!page.recipe) return null;
  return (
    <Section
      title={text('cleanup.title')}
      aside={
        <Scope>{text(isMany ? 'cleanup.scope.ticked' : 'cleanup.scope.page', { count: pages.length })}</Scope>
      }
    >
      <Stages>
        {shown.map((value) => (
          <Stage key={value} value={value} page={page} pages={isMany ? pages : [page]} context={context} />
        ))}
      </Stages>
      {isOutdated(page) && <Old>{text('cleanup.outdated')}</Old>}
      <Choices>
        <ActionButton action={rerunCleanup} look="word" emphasis="outlined" />
        <ActionButton action={backToAutomatic} look="word" />
      </Choices>
      <ToProfile page={page} context={context} />
    </Section>
  );
}

function Stage(props: { value: RecipeValue; page: Page; pages: readonly Page[]; context: ActionContext }) {
  const { value, page, pages, context } = props;
  const text = useText();
  const workbench = useWorkbench();
  const { recipe } = page;
  if (!recipe) return null;
  const choices = choicesOf(value, text);
  const chosen = new Set(pages.map((one) => (one.recipe ? chosenOf(value, one.recipe) : 'auto')));
  const only = chosen.size === 1 ? [...chosen][0] : '';
  const name = text(`cleanup.${value}`);

  function choose(id: string): void {
    const choice = choices.find((one) => one.id === id);
    if (!choice) return;
    if (choice.set === 'draw') runAction(workbench, adjustPage);
    else void adjust(context, pages, choice.set ?? {}, choice.set === null ? [value] : []);
  }

  return (
    <Row>
      <span>{name}</span>
      <Did data-unsure={isUnsure(value, recipe)}>
        <b>{didWords(value, recipe, page, text)}</b>
        <span>{text(originKey(value, recipe))}</span>
      </Did>
      <Pick
        size="small"
        value={only}
        displayEmpty
        disabled={isSubmitted(context, page.documentId)}
        renderValue={(id) =>
          choices.find((one) => one.id === id)?.words.replace('…', '') ?? text('cleanup.mixed')
        }
        inputProps={{ 'aria-label': name }}
        MenuProps={{ transitionDuration: 0 }}
        onChange={(event) => choose(String(event.target.value))}
      >
        {choices.map((choice) => (
          <MenuItem
            key={choice.id}
            value={choice.id}
            onClick={() => choice.id === only && choice.set === 'draw' && choose(choice.id)}
          >
            {choice.words}
          </MenuItem>
        ))}
      </Pick>
    </Row>
  );
}

function originKey(value: RecipeValue, recipe: Recipe) {
  const { by, confidence } = recipe[value];
  if (by === 'manual') return 'cleanup.manual';
  if (recipe.versions[value] === 0) return 'cleanup.waiting';
  if (isUnsure(value, recipe)) return 'cleanup.auto.unsure';
  return confidence < sure ? 'cleanup.auto' : 'cleanup.auto.sure';
}

const Stages = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'auto minmax(0, 1fr) 104px',
  columnGap: 8,
  rowGap: 2,
});
const Row = styled('div')({
  display: 'grid',
  gridColumn: '1 / -1',
  gridTemplateColumns: 'subgrid',
  alignItems: 'center',
  minHeight: 36,
  '& > span': { color: 'var(--ink2)' },
});
const Did = styled('div')({
  display: 'grid',
  lineHeight: 1.3,
  '& b': { fontWeight: 500 },
  '& span': { fontSize: 11, color: 'var(--ink3)', whiteSpace: 'nowrap' },
  '&[data-unsure=true] span': { color: 'var(--warn)' },
});
const Pick = styled(Select)({
  height: 28,
  fontSize: 12,
  '& .MuiSelect-select': { padding: '0 24px 0 8px !important', lineHeight: '28px' },
});
const Scope = styled('span')({ fontSize: 11, color: 'var(--ink3)' });
const Old = styled('div')({ fontSize: 12, color: 'var(--warn)', marginTop: 6 });
const Choices = styled('div')({ display: 'flex', gap: 8, marginTop: 8 });
