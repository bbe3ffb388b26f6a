import { type Setting, settings } from './settings.ts';

/** The text of `.env.example`: every setting with what it means, each as it is when it is left out. */
export const envExample = (): string => `${[header, ...settings.map(entry)].join('\n\n')}\n`;

const header = '# Settings of Licet. Everything may be left out; what stands here is what holds then.';

const entry = ({ name, description, fallback }: Setting): string =>
  `# ${description}\n${fallback ? '' : '# '}${name}=${fallback ?? ''}`;
