import { apiVersion } from '../http/api-version.ts';
import { operationObject } from './operation-object.ts';
import { problemExamples } from './problems.ts';
import type { Route } from './routes.ts';
import { SchemaNames } from './schema-names.ts';

export interface OpenApiDocument {
  openapi: string;
  info: object;
  servers: object[];
  security: object[];
  paths: Record<string, Record<string, object>>;
  components: { schemas: Record<string, object>; examples: Record<string, object>; securitySchemes: object };
}

const description = `Administration of licenses over REST.

- A key goes into \`Authorization: Bearer <key>\`. The scope that an operation asks for stands in its \`security\`.
- Members that a body does not name here are refused. Texts hold neither NUL nor half a surrogate pair; lengths count code points.
- Wherever an id is taken, so is an alias such as \`solo:1001\`.
- Every answer carries \`X-Request-Id\` and \`Api-Version\`; every problem is \`application/problem+json\`.`;

/** OpenAPI 3.1 document of routes, from what checks their requests and shapes their answers. [API-OAS-01] */
export function openApiDocument(routes: readonly Route[]): OpenApiDocument {
  const names = new SchemaNames();
  const paths: OpenApiDocument['paths'] = {};
  for (const route of routes) {
    const operation = operationObject(route);
    if (operation) (paths[route.path] ??= {})[route.method] = names.referring(operation) as object;
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Licet', version: apiVersion, description },
    servers: [{ url: '/' }],
    security: [{ key: [] }],
    paths,
    components: { schemas: names.schemas, examples: problemExamples(), securitySchemes },
  };
}

const securitySchemes = { key: { type: 'http', scheme: 'bearer', bearerFormat: 'lk_live_<id>_<secret>' } };
