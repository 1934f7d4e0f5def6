import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { styled } from '@mui/material/styles';
import TextField from '@mui/material/TextField';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { useEffect, useState } from 'react';
import type { CoverRule } from '../../../domain/rules/profile.ts';
import type { Language } from '../../../i18n/text.ts';
import { told } from '../../actions/context.ts';
import { contextOf, useStation, useWorkbench } from '../../actions/workbench-provider.tsx';
import { notify } from '../../actions/workbench-state.ts';
import { Chip } from '../../components/chip.tsx';
import { useText } from '../../components/text.tsx';
import { HotFolderForm } from './hot-folder-form.tsx';

export type ThemeChoice = 'light' | 'dark' | 'system';

interface SettingsDialogProps {
  language: Language;
  theme: ThemeChoice;
  onLanguage: (language: Language) => void;
  onTheme: (theme: ThemeChoice) => void;
  onClose: () => void;
}

/** Language and appearance of this window; cover rule and watched folder of the station. */
export function SettingsDialog(props: SettingsDialogProps) {
  const text = useText();
  const status = useStation((state) => state.status);
  return (
    <Dialog open onClose={props.onClose} maxWidth="sm" fullWidth aria-labelledby="settings-title">
      <DialogTitle id="settings-title">{text('settings.title')}</DialogTitle>
      <DialogContent>
        <Form>
          <Row>
            <span>{text('settings.language')}</span>
            <ToggleButtonGroup
              exclusive
              size="small"
              aria-label={text('settings.language')}
              value={props.language}
              onChange={(_, language: Language | null) => language && props.onLanguage(language)}
            >
              <ToggleButton value="zh-CN">{text('settings.language.zh')}</ToggleButton>
              <ToggleButton value="en-US">{text('settings.language.en')}</ToggleButton>
            </ToggleButtonGroup>
          </Row>
          <Row>
            <span>{text('settings.theme')}</span>
            <ToggleButtonGroup
              exclusive
              size="small"
              aria-label={text('settings.theme')}
              value={props.theme}
              onChange={(_, theme: ThemeChoice | null) => theme && props.onTheme(theme)}
            >
              <ToggleButton value="light">{text('settings.theme.light')}</ToggleButton>
              <ToggleButton value="dark">{text('settings.theme.dark')}</ToggleButton>
              <ToggleButton value="system">{text('settings.theme.system')}</ToggleButton>
            </ToggleButtonGroup>
          </Row>
          <CoverRuleForm />
          <HotFolderForm />
          {status && (
            <Quiet>{text('settings.about', { version: status.version, folder: status.dataFolder })}</Quiet>
          )}
        </Form>
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose}>{text('app.dialog.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}

function CoverRuleForm() {
  const text = useText();
  const workbench = useWorkbench();
  const [rule, setRule] = useState<CoverRule | null>(null);
  const [sample, setSample] = useState('');

  useEffect(() => {
    void workbench.station.client.ask('settings.get', {}).then((settings) => {
      if (settings.ok) setRule(settings.value.coverRule);
    });
  }, [workbench]);

  if (!rule) return null;
  const pattern = compiled(rule.pattern);
  const formats = rule.formats.map((format) => format.trim()).filter((format) => format !== '');

  async function save(): Promise<void> {
    if (!rule) return;
    const input = { pattern: rule.pattern, formats };
    const result = await workbench.station.client.run('settings.setCoverRule', input);
    if (told(contextOf(workbench), result))
      notify(workbench.ui, { type: 'done', key: 'settings.saved', params: {} });
  }

  return (
    <fieldset>
      <legend>{text('settings.coverRule')}</legend>
      <Quiet>{text('settings.coverRule.hint')}</Quiet>
      <TextField
        size="small"
        fullWidth
        label={text('settings.coverRule.formats')}
        value={rule.formats.join(', ')}
        onChange={(event) => setRule({ ...rule, formats: event.target.value.split(/[,，]\s*/) })}
      />
      <TextField
        size="small"
        fullWidth
        label={text('settings.coverRule.pattern')}
        value={rule.pattern}
        error={pattern === null}
        helperText={pattern === null ? text('settings.coverRule.invalid') : undefined}
        onChange={(event) => setRule({ ...rule, pattern: event.target.value })}
        slotProps={{ htmlInput: { spellCheck: false } }}
      />
      <Try>
        <TextField
          size="small"
          fullWidth
          label={text('settings.coverRule.try')}
          value={sample}
          onChange={(event) => setSample(event.target.value)}
        />
        {sample !== '' && pattern && (
          <Chip tone={pattern.test(sample) ? 'done' : 'warn'}>
            {text(pattern.test(sample) ? 'settings.coverRule.fits' : 'settings.coverRule.misfits')}
          </Chip>
        )}
        <Button
          variant="outlined"
          disabled={pattern === null || formats.length === 0}
          onClick={() => void save()}
        >
          {text('settings.save')}
        </Button>
      </Try>
    </fieldset>
  );
}

/** As the station applies it: over the whole text. */
function compiled(pattern: string): RegExp | null {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return null;
  }
}

const Form = styled('div')({
  display: 'grid',
  gap: 16,
  // Their own only: a text field draws its outline as a fieldset too.
  '& > fieldset': {
    border: '1px solid var(--line)',
    borderRadius: 6,
    padding: 16,
    display: 'grid',
    gap: 16,
    margin: 0,
  },
  '& > fieldset > legend': { padding: '0 6px', color: 'var(--ink2)' },
});
const Row = styled('div')({
  display: 'grid',
  gridTemplateColumns: '120px minmax(0, 1fr)',
  alignItems: 'center',
  color: 'var(--ink2)',
});
const Try = styled('div')({ display: 'flex', gap: 8, alignItems: 'center' });
const Quiet = styled('div')({ fontSize: 12, color: 'var(--ink2)', overflowWrap: 'anywhere' });
