import { useCallback, useState } from 'react';
import type { ErpWayTold, KingdeeForm } from '../../../contract/erp-way.ts';
import type { StationError } from '../../../contract/errors.ts';
import { told } from '../../actions/context.ts';
import { contextOf, useWorkbench } from '../../actions/workbench-provider.tsx';
import { notify } from '../../actions/workbench-state.ts';

/** The way to the ERP as it is typed. Kept while other parts are looked at; `form` null: no ERP. */
export interface ErpDraft {
  readonly way: ErpWayTold | null;
  readonly form: KingdeeForm | null;
  readonly secret: string;
  readonly fault: Extract<StationError, { type: 'ErpSetupInvalid' }> | null;
  readonly isChanged: boolean;
  readonly isSaving: boolean;
  readonly load: () => Promise<void>;
  readonly setForm: (form: KingdeeForm | null) => void;
  readonly setSecret: (secret: string) => void;
  /** False where it was not saved; why is told. */
  readonly save: () => Promise<boolean>;
}

export const emptyForm: KingdeeForm = {
  baseAddress: '',
  appId: '',
  accountId: '',
  tenantId: null,
  user: '',
  userType: 'UserName',
  resource: '',
  billType: null,
  onward: 'erp',
  doubtfulUpload: 'stop',
};

export function useErpDraft(): ErpDraft {
  const workbench = useWorkbench();
  const [way, setWay] = useState<ErpWayTold | null>(null);
  /** Undefined: as it is in force. */
  const [typed, setTyped] = useState<KingdeeForm | null | undefined>(undefined);
  const [secret, setSecret] = useState('');
  const [fault, setFault] = useState<ErpDraft['fault']>(null);
  const [isSaving, setIsSaving] = useState(false);
  const form = typed === undefined ? (way?.kingdee ?? null) : typed;
  const isChanged = secret !== '' || JSON.stringify(form) !== JSON.stringify(way?.kingdee ?? null);

  const load = useCallback(async () => {
    const result = await workbench.station.client.ask('erp.way', {});
    if (told(contextOf(workbench), result)) setWay(result.value);
  }, [workbench]);

  async function save(): Promise<boolean> {
    setIsSaving(true);
    try {
      const input = { kingdee: form, secret: secret === '' ? null : secret };
      const result = await workbench.station.client.run('erp.save', input);
      if (!result.ok && result.error.type === 'ErpSetupInvalid') {
        setFault(result.error);
        return false;
      }
      if (!told(contextOf(workbench), result)) return false;
      setTyped(undefined);
      setSecret('');
      notify(workbench.ui, { type: 'done', key: 'erpWay.saved', params: {} });
      await load();
      return true;
    } finally {
      setIsSaving(false);
    }
  }

  return {
    way,
    form,
    secret,
    fault,
    isChanged,
    isSaving,
    load,
    save,
    setSecret,
    setForm(next) {
      setFault(null);
      setTyped(next);
    },
  };
}
