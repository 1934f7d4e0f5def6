import RefreshOutlined from '@mui/icons-material/RefreshOutlined';
import Button from '@mui/material/Button';
import CircularProgress from '@mui/material/CircularProgress';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { styled } from '@mui/material/styles';
import type { StoredProfile } from '../../../domain/rules/profile.ts';
import { told } from '../../actions/context.ts';
import { contextOf, useStation, useUi, useWorkbench } from '../../actions/workbench-provider.tsx';
import { wordError } from '../../components/error-words.ts';
import { Note } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';
import { Addresses } from './addresses.tsx';
import { Field, Part } from './fields.tsx';
import type { Ability } from './use-capabilities.ts';
import { VendorSettings } from './vendor-settings.tsx';

interface DevicePartProps {
  profile: StoredProfile;
  /** The scanner whose abilities the form shows. */
  deviceId: string | null;
  ability: Ability;
  onChange: (profile: StoredProfile) => void;
  onAskAgain: () => void;
}

/** The scanner the profile is for: those in reach, those that could not be looked for, and more by their address. */
export function DevicePart({ profile, deviceId, ability, onChange, onAskAgain }: DevicePartProps) {
  const text = useText();
  const workbench = useWorkbench();
  const { station } = workbench;
  const { found, isLooking, error } = useStation((state) => state.scanners);
  const current = useUi((state) => state.device);
  const devices = found?.devices ?? [];
  const isAbsent = profile.deviceId !== null && !devices.some((one) => one.id === profile.deviceId);

  function choose(id: string): void {
    const device = devices.find((one) => one.id === id);
    if (id === 'any') onChange({ ...profile, deviceId: null, deviceName: null });
    else if (device) onChange({ ...profile, deviceId: device.id, deviceName: device.name });
  }

  async function trustAgain(): Promise<void> {
    if (!deviceId) return;
    const result = await station.client.run('scanners.trustAgain', { deviceId });
    if (told(contextOf(workbench), result)) onAskAgain();
  }

  return (
    <Part title={text('profiles.section.scanner')}>
      <Field name={text('profiles.device')}>
        <List>
          <RadioGroup
            aria-label={text('profiles.device')}
            value={profile.deviceId ?? 'any'}
            onChange={(_, id) => choose(id)}
          >
            <Line
              value="any"
              name={text('profiles.device.any')}
              detail={current ? text('profiles.device.any.now', { name: current.name }) : ''}
            />
            {isAbsent && profile.deviceId && (
              <Line
                value={profile.deviceId}
                name={profile.deviceName ?? profile.deviceId}
                detail={isLooking ? text('profiles.device.searching') : text('profiles.device.absent')}
              />
            )}
            {devices.map((one) => (
              <Line
                key={one.id}
                value={one.id}
                name={one.name}
                detail={[text(`scan.driver.${one.driver}`), one.detail].filter(Boolean).join(' · ')}
              />
            ))}
          </RadioGroup>
        </List>
        <Button disabled={isLooking} onClick={() => void station.lookForScanners()}>
          <RefreshOutlined />
          {text('profiles.device.refresh')}
        </Button>
        <Looking role="status">
          {/* The words beside it say what it turns for. */}
          {(isLooking || ability.state === 'asking') && <CircularProgress size={14} aria-hidden="true" />}
          {isLooking
            ? text('profiles.device.searching')
            : ability.state === 'asking'
              ? text('profiles.capabilities.asking')
              : ability.state === 'unknown' && text('profiles.capabilities.unknown')}
        </Looking>
        {found && devices.length === 0 && !isLooking && (
          <Wide data-tone="warn">{text('profiles.device.none')}</Wide>
        )}
        {found?.failures.map(({ family, fault }) => (
          <Wide key={family} data-tone="warn">
            <span>
              {text('profiles.device.failed', {
                family: text(`scan.family.${family}`),
                what: wordError(fault, text).what,
              })}
            </span>
            <Button onClick={() => void station.lookForScanners()}>{text('profiles.device.retry')}</Button>
          </Wide>
        ))}
        {error && (
          <Wide>
            <span>{`${wordError(error, text).what} — ${wordError(error, text).todo}`}</span>
            <Button onClick={() => void station.lookForScanners()}>{text('profiles.device.retry')}</Button>
          </Wide>
        )}
        {ability.state === 'failed' && (
          <Wide>
            <span>{`${wordError(ability.error, text).what} — ${wordError(ability.error, text).todo}`}</span>
            {ability.error.type === 'CertificateChanged' && (
              <Button variant="outlined" onClick={() => void trustAgain()}>
                {text('fault.answer.trust')}
              </Button>
            )}
            <Button onClick={onAskAgain}>{text('profiles.device.retry')}</Button>
          </Wide>
        )}
      </Field>
      <Addresses />
      <VendorSettings
        deviceId={deviceId}
        ability={ability}
        value={profile.settings.vendorSettings}
        onChange={(vendorSettings) =>
          onChange({ ...profile, settings: { ...profile.settings, vendorSettings } })
        }
      />
    </Part>
  );
}

function Line(props: { value: string; name: string; detail: string }) {
  return (
    <FormControlLabel
      value={props.value}
      control={<Radio size="small" />}
      label={
        <Words>
          {props.name} <small>{props.detail}</small>
        </Words>
      }
    />
  );
}

const List = styled('div')({
  width: '100%',
  minHeight: 104,
  maxHeight: 176,
  overflowY: 'auto',
  border: '1px solid var(--line)',
  borderRadius: 6,
  padding: '2px 12px',
  '& .MuiRadio-root': { padding: 5 },
  '& .MuiFormControlLabel-root': { marginRight: 0 },
});
const Words = styled('span')({
  overflowWrap: 'anywhere',
  '& small': { fontSize: 12, color: 'var(--ink3)', marginLeft: 6 },
});
const Looking = styled('span')({
  display: 'inline-flex',
  gap: 8,
  alignItems: 'center',
  fontSize: 12,
  color: 'var(--ink2)',
});
const Wide = styled(Note)({
  width: '100%',
  margin: 0,
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  '& > span': { flex: 1 },
  '& .MuiButton-root': { height: 26, color: 'inherit' },
});
