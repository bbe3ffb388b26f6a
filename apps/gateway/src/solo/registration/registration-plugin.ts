import type { FastifyInstance, FastifyPluginCallback } from 'fastify';
import { countries } from './countries.ts';
import { provincesOfCanada, statesOfUnitedStates } from './places.ts';
import { validationScript } from './validation-script.ts';

const aDay = 'public, max-age=86400';

/** What whoever asks for registration data needs: codes of states, strings of countries, and a script that checks with them. [SL-REG-14] */
export const registrationPlugin: FastifyPluginCallback = (instance, _options, done) => {
  const states = { 'United States': statesOfUnitedStates, Canada: provincesOfCanada };
  publish(instance, 'states.json', 'application/json; charset=utf-8', JSON.stringify(states));
  publish(instance, 'countries.json', 'application/json; charset=utf-8', JSON.stringify(countries));
  publish(instance, 'validate-registration.mjs', 'text/javascript; charset=utf-8', validationScript);
  done();
};

function publish(instance: FastifyInstance, name: string, type: string, text: string): void {
  instance.get(`/solo/registration/${name}`, (_request, reply) =>
    reply.type(type).header('cache-control', aDay).send(text),
  );
}
