import { Controller, Get, StreamableFile } from '@nestjs/common';
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { PartOfPage } from './page-headers.ts';

const { resolve } = createRequire(import.meta.url);
const fileOfSwaggerUi = (name: string): StreamableFile =>
  new StreamableFile(createReadStream(resolve(`swagger-ui-dist/${name}`)));

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Licet API</title>
    <link rel="icon" href="docs/favicon.png" />
    <link rel="stylesheet" href="docs/swagger-ui.css" />
  </head>
  <body>
    <div id="api"></div>
    <script src="docs/swagger-ui.js"></script>
    <script src="docs/start.js"></script>
  </body>
</html>
`;

/** The makers of Swagger UI would check the document on a server of theirs: that one is not asked. */
const start = `SwaggerUIBundle({ url: 'openapi/v1.json', dom_id: '#api', deepLinking: true, validatorUrl: null });
`;

/** Interactive documentation of the native API; everything it loads comes from here. [API-OAS-06, API-SEC-02] */
@Controller('docs')
export class DocsController {
  @Get()
  @PartOfPage('text/html; charset=utf-8')
  page(): string {
    return page;
  }

  @Get('start.js')
  @PartOfPage('text/javascript; charset=utf-8')
  start(): string {
    return start;
  }

  @Get('swagger-ui.js')
  @PartOfPage('text/javascript; charset=utf-8')
  program(): StreamableFile {
    return fileOfSwaggerUi('swagger-ui-bundle.js');
  }

  @Get('swagger-ui.css')
  @PartOfPage('text/css; charset=utf-8')
  styles(): StreamableFile {
    return fileOfSwaggerUi('swagger-ui.css');
  }

  @Get('favicon.png')
  @PartOfPage('image/png')
  icon(): StreamableFile {
    return fileOfSwaggerUi('favicon-32x32.png');
  }
}
