import { type Code, codeRow, codes, remedies } from '@licet/contracts';
import { escapeText } from '@licet/xml';
import { Controller, Get, NotFoundException, Param } from '@nestjs/common';
import { PartOfPage } from './page-headers.ts';

/** Where the `type` of a problem leads: its cause and what mends it. [API-ERR-02, API-ERR-07, API-SEC-02] */
@Controller('problems')
export class ProblemsController {
  @Get()
  @PartOfPage('text/html; charset=utf-8')
  all(): string {
    const names = Object.keys(codes) as Code[];
    const items = names.map((code) => `<li><a href="/problems/${code}">${code}</a>: ${titleOf(code)}</li>`);
    return page('Problems', `<ul>\n${items.join('\n')}\n</ul>`);
  }

  @Get(':code')
  @PartOfPage('text/html; charset=utf-8')
  one(@Param('code') code: string): string {
    if (!isCode(code)) throw new NotFoundException();
    const { status, retryable } = codeRow(code);
    const again = retryable ? 'The same call may succeed later.' : 'The same call fails again.';
    return page(
      code,
      `<p>HTTP ${status}. ${titleOf(code)}.</p>
<h2>What to do</h2>
<p>${escapeText(remedies[code])} ${again}</p>
<p><a href="/problems">All problems</a></p>`,
    );
  }
}

const isCode = (text: string): text is Code => Object.hasOwn(codes, text);
const titleOf = (code: Code): string => escapeText(codeRow(code).title);

const page = (title: string, content: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8" /><title>${title} – Licet</title></head>
<body>
<h1>${title}</h1>
${content}
</body>
</html>
`;
