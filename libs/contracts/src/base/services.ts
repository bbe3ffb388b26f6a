/** The services that own facts. The gateway owns none. */
export const services = ['customers', 'licenses', 'activations', 'status-projector'] as const;
export type Service = (typeof services)[number];

/**
 * Who derives from whom: a change in a service has arrived when each of these has applied it. Administrative calls wait for all of
 * them (the fence, design 4), calls of programs for none, because single licenses are read from their owners.
 */
export const dependentsOf: Record<Service, readonly Service[]> = {
  customers: ['licenses', 'activations', 'status-projector'],
  licenses: ['activations', 'status-projector'],
  activations: ['status-projector'],
  'status-projector': [],
};

/** Private topic with the whole record of a service: `licet.licenses.v1`. Partition = lane, key = stream id. [design 5] */
export const domainTopic = (service: Service): string => `licet.${service}.v1`;
