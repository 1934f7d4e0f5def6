import { coverRule as coverRuleSchema } from '../../contract/shapes.ts';
import { type CoverRule, defaultCoverRule } from '../../domain/rules/profile.ts';
import type { Log, Settings, Store } from '../ports.ts';

const coverRuleKey = 'cover-rule';

/** Settings kept in the store. One that no longer reads is logged and gives way to the default. */
export function openSettings(store: Pick<Store, 'readSetting' | 'writeSetting'>, log: Log): Settings {
  return {
    coverRule() {
      const text = store.readSetting(coverRuleKey);
      if (text === null) return defaultCoverRule;
      const read = readCoverRule(text);
      if (typeof read !== 'string') return read;
      log('warn', 'settings.unreadable', { key: coverRuleKey, detail: read });
      return defaultCoverRule;
    },
    setCoverRule(rule) {
      store.writeSetting(coverRuleKey, JSON.stringify(rule));
    },
  };
}

/** The rule, or what is wrong with it. */
function readCoverRule(text: string): CoverRule | string {
  try {
    const parsed = coverRuleSchema.safeParse(JSON.parse(text));
    if (!parsed.success) return parsed.error.message;
    new RegExp(parsed.data.pattern, 'u');
    return parsed.data;
  } catch (cause) {
    if (cause instanceof SyntaxError) return cause.message;
    throw cause;
  }
}
