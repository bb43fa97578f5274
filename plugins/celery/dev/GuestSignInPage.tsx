import { ProxiedSignInPage } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import { Flex, Text } from '@backstage/ui';
import { useEffect, useState } from 'react';
import { BackendAnswer, waitForBackend } from './waitForBackend';

const WORDS: Record<Exclude<BackendAnswer, 'ready'>, string> = {
  silent: 'Waiting for the backend to answer.',
  starting: 'The backend answers; waiting for its plugins.',
};

/**
 * Signs in through the guest provider, with no click, as soon as the backend
 * is ready.
 *
 * The stock page tries once: opened a second too early it asks for a reload.
 */
export function GuestSignInPage(props: SignInPageProps) {
  const baseUrl = useApi(configApiRef).getString('backend.baseUrl');
  const [answer, setAnswer] = useState<BackendAnswer>();

  useEffect(() => {
    const controller = new AbortController();
    waitForBackend({
      baseUrl,
      signal: controller.signal,
      onAnswer: setAnswer,
    });
    return () => controller.abort();
  }, [baseUrl]);

  if (answer === 'ready') {
    return <ProxiedSignInPage {...props} provider="guest" />;
  }
  return (
    <Flex
      direction="column"
      align="center"
      justify="center"
      gap="2"
      role="status"
      style={{ minHeight: '100vh' }}
    >
      {answer && (
        <>
          <Text as="h1" variant="title-small" weight="bold">
            The portal is starting
          </Text>
          <Text color="secondary">{WORDS[answer]}</Text>
          <Text variant="body-small" color="secondary">
            The terminal that started the portal says how far it is.
          </Text>
        </>
      )}
    </Flex>
  );
}
