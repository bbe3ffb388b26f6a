import { Controller, Get, Header } from '@nestjs/common';
import { ApiDocument } from './api-document.ts';
import type { OpenApiDocument } from './document.ts';

@Controller('openapi')
export class OpenApiController {
  readonly #document: ApiDocument;

  constructor(document: ApiDocument) {
    this.#document = document;
  }

  /** [API-OAS-01] */
  @Get('v1.json')
  @Header('cache-control', 'no-cache')
  json(): OpenApiDocument {
    return this.#document.get();
  }

  @Get('v1.yaml')
  @Header('cache-control', 'no-cache')
  @Header('content-type', 'application/yaml; charset=utf-8')
  async yaml(): Promise<string> {
    const { stringify } = await import('yaml'); // asked for seldom, and starting costs nothing that way
    return stringify(this.#document.get(), { aliasDuplicateObjects: false });
  }
}
