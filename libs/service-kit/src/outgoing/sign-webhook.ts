import { createHmac } from 'node:crypto';

/** Secret of a receiver, as Standard Webhooks writes it: 24 to 64 bytes in base64. */
export const webhookSecretForm = /^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/;

/**
 * Headers of a call that is signed after Standard Webhooks: HMAC-SHA-256 over id, time and body under the secret, so that the receiver knows
 * who sent it, and that nobody has changed it or sends it again later. [API-WHK-02, API-OPT-12]
 */
export function webhookHeaders(secret: string, { id, at, body }: { id: string; at: Date; body: string }) {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const seconds = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return {
    'content-type': 'application/json; charset=utf-8',
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': `v1,${signature}`,
  };
}
