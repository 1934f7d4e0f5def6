import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import TextField from '@mui/material/TextField';
import { useEffect, useState } from 'react';
import type { CoverRule } from '../../../domain/rules/profile.ts';
import { told } from '../../actions/context.ts';
import { contextOf, useWorkbench } from '../../actions/workbench-provider.tsx';
import { notify } from '../../actions/workbench-state.ts';
import { Chip } from '../../components/chip.tsx';
import { useText } from '../../components/text.tsx';

/** Which code makes a page a cover, with a number to try it on. */
export function CoverRuleForm() {
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

const Try = styled('div')({ display: 'flex', gap: 8, alignItems: 'center' });
const Quiet = styled('div')({ fontSize: 12, color: 'var(--ink2)' });
