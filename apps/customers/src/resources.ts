/** Token of the resources that the service was started with. */
export const Resources = Symbol('resources');
