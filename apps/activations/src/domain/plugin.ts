import type { OptionSettings, PluginSettings, Refusal } from '@licet/contracts';
import type { Activate, PluginQuestion } from './commands.ts';
import { askPlugin } from './ladder.ts';
import type { OpenLedger } from './ledger.ts';
import { endOfLicense } from './license-rules.ts';

interface Situation {
  command: Pick<Activate, 'plugin'>;
  ledger: OpenLedger;
  option: OptionSettings;
}

/**
 * 5025, 5026: what the option's plugin says, the last rule. A machine that has its activation already never comes here. An answer counts
 * where the question would still be the same; every other rule has just been judged anew on the ledger as it is. [SA-ACT-77, SA-ACT-78,
 * SA-ACT-27, API-OPT-12]
 */
export function pluginAllows({ command, ledger, option }: Situation): Refusal | undefined {
  const { plugin } = option.activation;
  if (plugin === null) return undefined;
  const question = questionAbout(ledger, plugin);
  if (!command.plugin || !isSame(command.plugin.question, question)) return askPlugin(question);
  const { answer } = command.plugin;
  switch (answer.kind) {
    case 'allowed':
      return undefined;
    case 'refused':
      return { code: 'plugin_refused', facts: { extendedCode: answer.code, extendedMessage: answer.message } };
    case 'failed':
      return { code: 'plugin_failed' };
  }
}

/** What does not move with every activation: so many machines of one license can be asked about at once. */
function questionAbout(ledger: OpenLedger, plugin: PluginSettings): PluginQuestion {
  const { licenseId, terms } = ledger;
  const { uuid, productId, optionId, customerId, quantity, isTest } = terms;
  const expiresAt = endOfLicense(ledger);
  return { optionId, plugin, license: { licenseId, uuid, productId, customerId, quantity, isTest, expiresAt } };
}

const isSame = (one: PluginQuestion, other: PluginQuestion): boolean => JSON.stringify(one) === JSON.stringify(other);
