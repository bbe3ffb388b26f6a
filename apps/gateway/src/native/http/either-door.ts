import {
  Controller,
  type ExecutionContext,
  Injectable,
  UseGuards,
  UseInterceptors,
  applyDecorators,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Authenticate } from './authenticate.ts';
import { PlayDryRun } from './dry-run.ts';
import { OpenDoor, markOpen } from './open-door.ts';

/** Lets in whoever brings nothing; whoever brings a key or token is judged by it as everywhere. */
@Injectable()
class EitherDoor extends Authenticate {
  readonly #open = new OpenDoor();

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    return headers.authorization === undefined ? this.#open.canActivate(context) : super.canActivate(context);
  }
}

/** A controller of one operation under `/api/v1`, for callers with a key or token, and for those who bring none. */
export const EitherController = (path: string) =>
  applyDecorators(Controller(`api/v1/${path}`), UseGuards(EitherDoor), UseInterceptors(PlayDryRun), markOpen);
