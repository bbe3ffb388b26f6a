import { Header, applyDecorators } from '@nestjs/common';

/** A page may load from here alone; Swagger UI writes styles and small pictures into itself. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A page or what it loads, with the security headers of all HTML. [API-SEC-02] */
export const PartOfPage = (type: string) =>
  applyDecorators(
    Header('content-type', type),
    Header('content-security-policy', contentSecurityPolicy),
    Header('referrer-policy', 'no-referrer'),
    Header('cross-origin-opener-policy', 'same-origin'),
    Header('cache-control', 'no-cache'),
  );
