/** Injection token of the service's `ServiceResources`. */
export const Resources = Symbol('ServiceResources');
