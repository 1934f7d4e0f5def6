import { styled } from '@mui/material/styles';
import type { Language } from '../../../i18n/text.ts';
import { useStation } from '../../actions/workbench-provider.tsx';
import { LabelledChoice } from '../../components/labelled-choice.tsx';
import { useText } from '../../components/text.tsx';

const themes = ['light', 'dark', 'system'] as const;
export type ThemeChoice = (typeof themes)[number];

export interface WindowChoices {
  language: Language;
  theme: ThemeChoice;
  onLanguage: (language: Language) => void;
  onTheme: (theme: ThemeChoice) => void;
}

/** Language and appearance of this window, and what is running. */
export function WindowPart(props: WindowChoices) {
  const text = useText();
  const status = useStation((state) => state.status);
  return (
    <>
      <Row>
        <LabelledChoice
          label={text('settings.language')}
          value={props.language}
          choices={[
            { value: 'zh-CN', words: text('settings.language.zh') },
            { value: 'en-US', words: text('settings.language.en') },
          ]}
          onChange={props.onLanguage}
        />
      </Row>
      <Row>
        <LabelledChoice
          label={text('settings.theme')}
          value={props.theme}
          choices={themes.map((value) => ({ value, words: text(`settings.theme.${value}`) }))}
          onChange={props.onTheme}
        />
      </Row>
      {status && (
        <Quiet>{text('settings.about', { version: status.version, folder: status.dataFolder })}</Quiet>
      )}
    </>
  );
}

const Row = styled('div')({
  display: 'grid',
  gridTemplateColumns: '120px minmax(0, 1fr)',
  alignItems: 'center',
  color: 'var(--ink2)',
});
const Quiet = styled('div')({ fontSize: 12, color: 'var(--ink2)', overflowWrap: 'anywhere' });
