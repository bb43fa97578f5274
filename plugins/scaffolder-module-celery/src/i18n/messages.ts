/** The English texts of the wizard; what is wrong with a name comes with it. */
export const messages = {
  'field.required': 'required',

  'name.label': 'Name of the service',
  'name.help':
    'Lower-case letters, digits and "-", at most {{most}} characters. It becomes the repository, the Kubernetes namespace, the queue and the Python package.',
  'name.package': 'The Python package will be called {{package}}.',
  'name.taken':
    'A service called "{{name}}" is in the catalog already: choose another name, or unregister that one first.',

  'broker.label': 'Broker',
  'broker.help': 'The Redis or Valkey that holds the service’s messages.',
  'broker.loading': 'Asking the catalog for brokers',
  'broker.choose': 'Choose a broker',
  'broker.none': 'No broker is configured',
  'broker.noneHelp':
    'An administrator must name one under celery.brokers in app-config. It is here after the next start of the portal.',
  'broker.gone': 'The broker "{{name}}" is not configured: choose another one.',
  'broker.error': 'The brokers could not be read',
  'broker.errorHelp': 'The catalog answered: {{error}}',
  'broker.retry': 'Try again',
} as const;
