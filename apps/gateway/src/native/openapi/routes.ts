import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import type { DiscoveryService, MetadataScanner } from '@nestjs/core';

/** A route of a controller. */
export interface Route {
  /** In lower case. */
  method: string;
  /** With `{name}` for what varies. */
  path: string;
  /** The method that answers, which carries what decorators said of it. */
  handler: object;
}

/** Every route of the controllers under a path, as Nest serves them. */
export function routesUnder(prefix: string, discovery: DiscoveryService, scanner: MetadataScanner): Route[] {
  const controllers = discovery.getControllers().flatMap(({ metatype }) => (metatype ? [metatype] : []));
  return controllers.flatMap((controller) => {
    const base = Reflect.getMetadata(PATH_METADATA, controller) as string;
    if (!base.startsWith(prefix)) return [];
    const prototype = controller.prototype as Record<string, object>;
    return scanner.getAllMethodNames(prototype).flatMap((name) => routeOf(base, prototype[name]));
  });
}

function routeOf(base: string, handler: object | undefined): Route[] {
  if (!handler) return [];
  const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
  if (method === undefined) return [];
  const own = Reflect.getMetadata(PATH_METADATA, handler) as string;
  const path = ['', ...base.split('/'), ...own.split('/').filter(Boolean)].join('/');
  return [{ method: RequestMethod[method].toLowerCase(), path: path.replaceAll(/:(\w+)/g, '{$1}'), handler }];
}
