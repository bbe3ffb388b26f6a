export const command = { service: 'activations', kind: 'command' } as const;
export const query = { service: 'activations', kind: 'query' } as const;
