import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { told } from '../../actions/context.ts';
import { contextOf, useWorkbench } from '../../actions/workbench-provider.tsx';
import { useText } from '../../components/text.tsx';
import { Field } from './fields.tsx';
import { type Ability, can } from './use-capabilities.ts';

interface VendorSettingsProps {
  deviceId: string | null;
  ability: Ability;
  /** Base64 as the vendor's dialog saved it. */
  value: string | null;
  onChange: (value: string | null) => void;
}

/** The vendor's own dialog, and what it saved into the profile. */
export function VendorSettings({ deviceId, ability, value, onChange }: VendorSettingsProps) {
  const text = useText();
  const workbench = useWorkbench();
  const [isOpen, setIsOpen] = useState(false);
  const isAble = deviceId !== null && ability.state === 'known' && can(ability, 'settings', 'vendorSettings');

  async function open(): Promise<void> {
    if (!deviceId) return;
    setIsOpen(true);
    const result = await workbench.station.client.run('profiles.configure', {
      deviceId,
      vendorSettings: value,
    });
    setIsOpen(false);
    // Closed without saving: what the profile has stays.
    if (told(contextOf(workbench), result) && result.value.vendorSettings !== null)
      onChange(result.value.vendorSettings);
  }

  return (
    <Field
      name={text('profiles.vendor')}
      hint={
        isOpen
          ? text('profiles.vendor.isOpen')
          : isAble || ability.state !== 'known'
            ? undefined
            : text('profiles.unable')
      }
    >
      <Button variant="outlined" disabled={!isAble || isOpen} onClick={() => void open()}>
        {text('profiles.vendor.open')}
      </Button>
      <Quiet>{text(value === null ? 'profiles.vendor.none' : 'profiles.vendor.kept')}</Quiet>
      {value !== null && (
        <Button disabled={isOpen} onClick={() => onChange(null)}>
          {text('profiles.vendor.clear')}
        </Button>
      )}
    </Field>
  );
}

const Quiet = styled('span')({ fontSize: 12, color: 'var(--ink2)' });
