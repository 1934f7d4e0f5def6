import ExpandMoreOutlined from '@mui/icons-material/ExpandMoreOutlined';
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import type { DriverOption } from '../../../contract/device-shapes.ts';
import type { ScanProfile } from '../../../domain/rules/profile.ts';
import { Chip } from '../../components/chip.tsx';
import { useText } from '../../components/text.tsx';
import { Hint } from './fields.tsx';
import { OptionField } from './option-field.tsx';
import type { Ability } from './use-capabilities.ts';

interface OptionsPartProps {
  settings: ScanProfile;
  ability: Ability;
  onChange: (part: Partial<ScanProfile>) => void;
}

/** Every option of the driver under its own name. Closed until asked for: a driver may have a hundred. */
export function OptionsPart({ settings, ability, onChange }: OptionsPartProps) {
  const text = useText();
  const [isOpen, setIsOpen] = useState(false);
  const [sought, setSought] = useState('');
  const options = ability.state === 'known' ? ability.capabilities.options : [];
  const found = options.filter((option) => fits(option, sought));
  const changed = Object.keys(settings.options).length;

  function set(name: string, value: string | null): void {
    const { [name]: _, ...others } = settings.options;
    onChange({ options: value === null ? others : { ...others, [name]: value } });
  }

  return (
    <Box>
      <Button aria-expanded={isOpen} aria-controls="driver-options" onClick={() => setIsOpen(!isOpen)}>
        <Arrow data-open={isOpen} />
        {text('profiles.options')}
        {ability.state === 'known' && (
          <Count>{text('profiles.options.count', { count: options.length })}</Count>
        )}
        {changed > 0 && <Chip tone="busy">{text('profiles.options.changed', { count: changed })}</Chip>}
      </Button>
      {isOpen && (
        <div id="driver-options">
          {ability.state === 'known' ? (
            options.length === 0 ? (
              <Hint>{text('profiles.options.empty')}</Hint>
            ) : (
              <>
                <TextField
                  size="small"
                  fullWidth
                  type="search"
                  placeholder={text('profiles.options.search')}
                  value={sought}
                  onChange={(event) => setSought(event.target.value)}
                  slotProps={{ htmlInput: { 'aria-label': text('profiles.options.search') } }}
                />
                <List>
                  {found.map((option) => (
                    <OptionField
                      key={option.name}
                      option={option}
                      value={settings.options[option.name] ?? null}
                      onChange={(value) => set(option.name, value)}
                    />
                  ))}
                </List>
                {found.length === 0 && <Hint>{text('profiles.options.none', { text: sought })}</Hint>}
              </>
            )
          ) : (
            <Hint>
              {text(
                ability.state === 'asking' ? 'profiles.capabilities.asking' : 'profiles.options.noDevice',
              )}
            </Hint>
          )}
        </div>
      )}
    </Box>
  );
}

function fits(option: DriverOption, sought: string): boolean {
  const words = sought.trim().toLowerCase().split(/\s+/);
  const said = `${option.name} ${option.title} ${option.description}`.toLowerCase();
  return words.every((word) => said.includes(word));
}

const Box = styled('div')({
  borderTop: '1px solid var(--line)',
  padding: '8px 0',
  '& #driver-options': { padding: '8px 0 0 8px' },
});
const Arrow = styled(ExpandMoreOutlined)({
  transform: 'rotate(-90deg)',
  '&[data-open=true]': { transform: 'none' },
}) as React.ComponentType<{ 'data-open': boolean }>;
const Count = styled('span')({ fontSize: 12, color: 'var(--ink3)' });
const List = styled('ul')({ listStyle: 'none', margin: '8px 0 0', padding: 0 });
