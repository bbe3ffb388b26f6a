import {
  type CanActivate,
  Controller,
  type ExecutionContext,
  UseGuards,
  UseInterceptors,
  applyDecorators,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { apiVersion } from './api-version.ts';
import { PlayDryRun, writingParameters } from './dry-run.ts';
import { knowOnly } from './query.ts';

/** Lets everybody in, and says on every answer what the others say. */
export class OpenDoor implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    void http.getResponse<FastifyReply>().headers({ 'api-version': apiVersion, 'cache-control': 'no-store' });
    knowOnly(
      writingParameters(context.getHandler()),
      http.getRequest<FastifyRequest>().query as object,
      'parameter_unknown',
    );
    return true;
  }
}

const openDoor = 'licet:openDoor';
/** Whether a handler asks nobody who he is. */
export const isOpen = (handler: object): boolean => Reflect.getMetadata(openDoor, handler) === true;

/** A controller of one operation under `/api/v1` for callers who have yet to prove who they are. */
export const OpenController = (path: string) =>
  applyDecorators(Controller(`api/v1/${path}`), UseGuards(OpenDoor), UseInterceptors(PlayDryRun), markOpen);

export function markOpen({ prototype }: { prototype: object }): void {
  for (const { value } of Object.values(Object.getOwnPropertyDescriptors(prototype)))
    if (typeof value === 'function') Reflect.defineMetadata(openDoor, true, value as object);
}
