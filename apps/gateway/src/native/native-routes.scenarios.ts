import type { Scope } from '@licet/contracts';
import { RequestMethod } from '@nestjs/common';
import { scopeOf } from './http/authenticate.ts';
import { isOpen } from './http/open-door.ts';
import { NativeModule } from './native.module.ts';

/** An operation of the native API as its controller declares it. */
export interface NativeRoute {
  method: string;
  /** With `:name` for what a caller fills in. */
  pattern: string;
  /** Nobody has to prove anything there. */
  open: boolean;
  /** Scope that it asks for. */
  scope: Scope | undefined;
  /** A path of this pattern. */
  path: string;
}

/** Every operation that there is, out of the controllers themselves: what is added is tested with them. */
export function nativeRoutes(): NativeRoute[] {
  const controllers = Reflect.getMetadata('controllers', NativeModule) as { prototype: object }[];
  return controllers.flatMap((controller) => routesOf(controller));
}

function routesOf(controller: { prototype: object }): NativeRoute[] {
  const base = String(Reflect.getMetadata('path', controller));
  const methods = Object.values(Object.getOwnPropertyDescriptors(controller.prototype)).map(
    ({ value }) => value as object,
  );
  return methods.flatMap((handler) => {
    const method = Reflect.getMetadata('method', handler) as RequestMethod | undefined;
    if (method === undefined) return [];
    const own = String(Reflect.getMetadata('path', handler)).replace(/^\//, '');
    const pattern = `/${base}${own && `/${own}`}`;
    const declared = { method: RequestMethod[method], pattern, open: isOpen(handler), scope: scopeOf(handler) };
    return [{ ...declared, path: pattern.replaceAll(/:\w+/g, 'solo:1') }];
  });
}
