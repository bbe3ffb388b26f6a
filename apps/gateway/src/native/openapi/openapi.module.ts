import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ApiDocument } from './api-document.ts';
import { DocsController } from './docs.controller.ts';
import { ProblemsController } from './problems.controller.ts';
import { OpenApiController } from './openapi.controller.ts';

/** The document of the native API, for programs and for people. [API-OAS] */
@Module({
  imports: [DiscoveryModule],
  controllers: [OpenApiController, DocsController, ProblemsController],
  providers: [ApiDocument],
})
export class OpenApiModule {}
