import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { type OpenApiDocument, openApiDocument } from './document.ts';
import { routesUnder } from './routes.ts';

/** The document of the native API, made when it is first asked for. [API-OAS-01] */
@Injectable()
export class ApiDocument {
  readonly #discovery: DiscoveryService;
  readonly #scanner: MetadataScanner;
  #document: OpenApiDocument | undefined;

  constructor(discovery: DiscoveryService, scanner: MetadataScanner) {
    this.#discovery = discovery;
    this.#scanner = scanner;
  }

  get(): OpenApiDocument {
    return (this.#document ??= openApiDocument(routesUnder('api/v1/', this.#discovery, this.#scanner)));
  }
}
