import type { CommandBus } from '@licet/command-bus';
import { commonCalls, type Service } from '@licet/contracts';
import { systemContext } from './system-context.ts';

const perCall = 500;
const timeoutMs = 2000;

/** Asks the owners of sealed values for wrapped data keys. Throws when one cannot be reached: a value that cannot be opened is not an erased one. */
export const fetchKeysOver =
  (bus: CommandBus, service: Service) =>
  async (owner: Service, subjects: string[]): Promise<{ subject: string; key: string | null }[]> => {
    const chunks = Array.from({ length: Math.ceil(subjects.length / perCall) }, (_, i) =>
      subjects.slice(i * perCall, (i + 1) * perCall),
    );
    const replies = await Promise.all(
      chunks.map((chunk) =>
        bus.call(commonCalls[owner].DataKeys, { subjects: chunk }, systemContext(service, timeoutMs)),
      ),
    );
    return replies.flatMap((reply) => {
      if (!reply.ok) throw new Error(`${owner} refused data keys: ${reply.refusal.code}`);
      return reply.value;
    });
  };
